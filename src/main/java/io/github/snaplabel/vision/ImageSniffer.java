package io.github.snaplabel.vision;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells by its content what a file is, and reads its header if it is a picture that we read. */
final class ImageSniffer {
  private static final String WE_READ = "; only JPEG, PNG, WebP, GIF and BMP are read";

  /** The first bytes of what people send by mistake, or in hope. */
  private static final List<Signature> OTHERS =
      List.of(
          new Signature("a TIFF or raw camera picture", 0, "II*\0"),
          new Signature("a TIFF or raw camera picture", 0, "MM\0*"),
          new Signature("an AVIF picture", 4, "ftypavif"),
          new Signature("an AVIF sequence", 4, "ftypavis"),
          new Signature("a HEIC picture", 4, "ftyphei"),
          new Signature("a HEIC sequence", 4, "ftyphev"),
          new Signature("a HEIF picture (HEIC or AVIF)", 4, "ftypmif1"),
          new Signature("a HEIF sequence (HEIC or AVIF)", 4, "ftypmsf1"),
          new Signature("an MP4 or QuickTime video", 4, "ftyp"),
          new Signature("a JPEG XL picture", 0, "\u00ff\n"),
          new Signature("a JPEG XL picture", 4, "JXL \r\n"),
          new Signature("a JPEG 2000 picture", 4, "jP  \r\n"),
          new Signature("a JPEG 2000 picture", 0, "\u00ffO\u00ffQ"),
          new Signature("a Photoshop document", 0, "8BPS"),
          new Signature("a Windows icon", 0, "\0\0\1\0"),
          new Signature("a PDF document", 0, "%PDF"),
          new Signature("a ZIP archive", 0, "PK\3\4"),
          new Signature("a gzip archive", 0, "\u001f\u008b"),
          new Signature("a RIFF file that is no WebP", 0, "RIFF"));

  private ImageSniffer() {}

  /**
   * Reads the header.
   *
   * @throws UnsupportedImage naming what was seen instead of a picture that we read
   * @throws CorruptImage if the file begins as one, and its header is damaged
   */
  static EncodedImage read(byte[] file) throws ImageException {
    Bytes bytes = new Bytes(file);
    ImageFormat format =
        format(bytes)
            .orElseThrow(() -> new UnsupportedImage("The file is " + describe(bytes) + WE_READ));
    return switch (format) {
      case JPEG -> new JpegParser(bytes).parse();
      case PNG -> PngFile.parse(bytes);
      case WEBP -> WebpFile.parse(bytes);
      case GIF -> GifFile.parse(bytes);
      case BMP -> BmpFile.parse(bytes);
    };
  }

  /** The format by the first {@link ImageFormat#HEAD} bytes alone; empty if we do not read it. */
  static Optional<ImageFormat> format(Bytes bytes) {
    if (bytes.has(0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(ImageFormat.JPEG);
    }
    if (bytes.has(0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(ImageFormat.PNG);
    }
    if (bytes.has(0, "RIFF") && bytes.has(8, "WEBP")) {
      return Optional.of(ImageFormat.WEBP);
    }
    if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
      return Optional.of(ImageFormat.GIF);
    }
    // Two letters are few to go by; the two reserved words that follow the size are zero.
    if (bytes.has(0, "BM") && bytes.has(6, "\0\0\0\0")) {
      return Optional.of(ImageFormat.BMP);
    }
    return Optional.empty();
  }

  private static String describe(Bytes bytes) {
    if (bytes.length() == 0) {
      return "empty";
    }
    for (Signature other : OTHERS) {
      if (bytes.has(other.at(), other.characters())) {
        return other.name();
      }
    }
    String text = bytes.text(0, 1024).toLowerCase(Locale.ROOT);
    if (text.contains("<svg")) {
      return "an SVG drawing";
    }
    if (text.contains("<!doctype html") || text.contains("<html")) {
      return "an HTML page";
    }
    StringBuilder hex = new StringBuilder("of a kind that is not known, beginning with the bytes");
    bytes.text(0, 8).chars().forEach(b -> hex.append(" %02x".formatted(b)));
    return hex.toString();
  }

  private record Signature(String name, int at, String characters) {}
}
