package io.github.snaplabel.image;

import java.util.Locale;
import java.util.Set;

/**
 * What a file's extension says about its content. {@link ImageFormat} recognizes the content
 * itself; names only decide which files of a folder were meant to be images.
 */
public final class ImageFileName {
  private static final Set<String> DECODED =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif",
          "hif");

  private static final Set<String> NOT_DECODED = Set.of("avif", "jxl");

  private ImageFileName() {}

  /** Returns whether the extension is that of a format that {@link ImageDecoder} reads. */
  public static boolean isDecoded(String name) {
    return DECODED.contains(extension(name));
  }

  /** Returns whether the extension is that of an image, which may be one that cannot be decoded. */
  public static boolean isImage(String name) {
    return isDecoded(name) || NOT_DECODED.contains(extension(name));
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
