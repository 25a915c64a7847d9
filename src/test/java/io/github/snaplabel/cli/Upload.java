package io.github.snaplabel.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * An object for the function to tag.
 *
 * @param file file with the content
 * @param size in bytes
 * @param eTag without quotes
 * @param tags expected tags
 */
record Upload(String key, Path file, long size, String eTag, Map<String, String> tags) {}
