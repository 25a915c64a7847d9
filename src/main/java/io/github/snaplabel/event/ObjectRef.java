package io.github.snaplabel.event;

import org.jspecify.annotations.Nullable;

/**
 * A reference to an object in S3, as an event contains it.
 *
 * @param bucket name of the bucket
 * @param key decoded, as the S3 API expects it
 * @param versionId of the object; null if the bucket is not versioned or the event does not say
 * @param eTag of the content, without quotes; null if the event does not say
 * @param size of the content in bytes; null if the event does not say
 */
public record ObjectRef(
    String bucket,
    String key,
    @Nullable String versionId,
    @Nullable String eTag,
    @Nullable Long size) {}
