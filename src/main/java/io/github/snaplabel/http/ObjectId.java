package io.github.snaplabel.http;

import org.jspecify.annotations.Nullable;

/**
 * An object as a request names it.
 *
 * @param key not empty
 * @param versionId null for the current version
 */
public record ObjectId(String key, @Nullable String versionId) {}
