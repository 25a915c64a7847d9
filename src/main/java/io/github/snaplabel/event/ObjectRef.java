package io.github.snaplabel.event;

import org.jspecify.annotations.Nullable;

/**
 * An object in S3, as an event names it.
 *
 * @param bucket its name
 * @param key decoded: as S3's API takes it
 * @param versionId of the object, if its bucket keeps versions
 * @param eTag of the content, without quotes, if the event tells it
 * @param size in bytes, if the event tells it
 */
public record ObjectRef(
    String bucket,
    String key,
    @Nullable String versionId,
    @Nullable String eTag,
    @Nullable Long size) {}
