package io.github.snaplabel.cli.folder.watch;

import java.nio.file.Path;

/**
 * A file as an object.
 *
 * @param key its path from the bucket's folder, with slashes
 * @param path where it is
 * @param eTag MD5 of its content in hex, as S3's of an object that is put in one piece
 */
public record FolderObject(String key, Path path, FileVersion stamp, String eTag) {}
