package io.github.snaplabel.local.folder;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of pictures that a browser shows, told by their first bytes, never by name. */
enum PictureType {
  JPEG("image/jpeg", "\u00ff\u00d8\u00ff.*"),
  PNG("image/png", "\u0089PNG\r\n\u001a\n.*"),
  GIF("image/gif", "GIF8[79]a.*"),
  WEBP("image/webp", "RIFF....WEBP.*"),
  BMP("image/bmp", "BM....\0\0\0\0.*");

  /** So many bytes tell. */
  static final int HEAD = 16;

  private final String mediaType;
  private final Pattern head;

  PictureType(String mediaType, String head) {
    this.mediaType = mediaType;
    this.head = Pattern.compile(head, Pattern.DOTALL);
  }

  String mediaType() {
    return mediaType;
  }

  /** The kind of a file that begins so; empty if it is no picture. */
  static Optional<PictureType> of(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    for (PictureType type : values()) {
      if (type.head.matcher(bytes).matches()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
