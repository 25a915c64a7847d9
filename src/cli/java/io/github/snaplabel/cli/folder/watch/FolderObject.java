package io.github.snaplabel.cli.folder.watch;

import java.nio.file.Path;

/**
 * A file as an object.
 *
 * @param key path relative to the folder, with slashes
 * @param path location of the file
 * @param eTag MD5 of the content in hex, like S3's of an object uploaded in one part
 */
public record FolderObject(String key, Path path, FileVersion version, String eTag) {}
