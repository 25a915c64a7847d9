package io.github.snaplabel.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * An object that the function is to tag.
 *
 * @param file its content
 * @param size in bytes
 * @param eTag without quotes
 * @param tags that it must have in the end
 */
record Upload(String key, Path file, long size, String eTag, Map<String, String> tags) {}
