package io.github.snaplabel.local.folder;

import java.nio.file.Path;

/**
 * A file as an object.
 *
 * @param key its path from the bucket's folder, with slashes
 * @param path where it is
 * @param eTag MD5 of its content in hex, as S3's of an object that is put in one piece
 */
record FolderObject(String key, Path path, Stamp stamp, String eTag) {}
