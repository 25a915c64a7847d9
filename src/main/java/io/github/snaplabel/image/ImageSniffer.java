package io.github.snaplabel.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognizes the format of a file by its content, and parses the header of a supported image. */
final class ImageSniffer {
  /** The first bytes of unsupported images. */
  private static final List<Signature> UNSUPPORTED_IMAGES =
      List.of(
          new Signature("a BigTIFF image", 0, "II+\0"),
          new Signature("a BigTIFF image", 0, "MM\0+"),
          new Signature("a raw camera image", 4, "ftypcrx "),
          new Signature("an AVIF image", 4, "ftypavif"),
          new Signature("an AVIF sequence", 4, "ftypavis"),
          new Signature("a HEIC image", 4, "ftyphei"),
          new Signature("a HEIC sequence", 4, "ftyphev"),
          new Signature("a HEIF image (HEIC or AVIF)", 4, "ftypmif1"),
          new Signature("a HEIF sequence (HEIC or AVIF)", 4, "ftypmsf1"),
          new Signature("a HEIF image of an unusual kind", 4, "ftypmif"),
          new Signature("a HEIF image (H.264)", 4, "ftypavci"),
          new Signature("a HEIF image (H.266)", 4, "ftypvvic"),
          new Signature("a HEIF image (JPEG 2000)", 4, "ftypj2ki"),
          new Signature("a JPEG XL image", 0, "\u00ff\n"),
          new Signature("a JPEG XL image", 4, "JXL \r\n"),
          new Signature("a JPEG 2000 image", 4, "jP  \r\n"),
          new Signature("a JPEG 2000 image", 0, "\u00ffO\u00ffQ"),
          new Signature("a Photoshop document", 0, "8BPS"));

  /**
   * The first bytes of other files that people send. Icons are here because nobody wants labels for
   * them, and because many data files start with the same four bytes: the number 65,536.
   */
  private static final List<Signature> OTHER_FILES =
      List.of(
          new Signature("an MP4 or QuickTime video", 4, "ftyp"),
          new Signature("a Windows icon", 0, "\0\0\1\0"),
          new Signature("a PDF document", 0, "%PDF"),
          new Signature("a ZIP archive", 0, "PK\3\4"),
          new Signature("a gzip archive", 0, "\u001f\u008b"),
          new Signature("a RIFF file other than WebP", 0, "RIFF"));

  /** How an SVG starts, after white space: text that merely contains an SVG is not one. */
  private static final List<String> SVG_STARTS = List.of("<svg", "<?xml", "<!--", "<!doctype svg");

  /** The byte order mark of UTF-8, as Latin-1. */
  private static final String UTF_8_BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private ImageSniffer() {}

  /**
   * Parses the header. The type is checked before the size, so that a large video is reported as
   * such.
   *
   * @throws UnsupportedImageException naming the format, if it is not supported
   * @throws NotAnImageException naming what the file is instead of an image
   * @throws ImageTooLargeException if the file has too many bytes
   * @throws CorruptImageException if its header is damaged
   */
  static EncodedImage parse(Bytes bytes, ImageLimits limits, HeicDecoding heics)
      throws ImageException {
    ImageFormat format =
        format(bytes)
            .filter(it -> it != ImageFormat.HEIC || heics == HeicDecoding.ON)
            .orElseThrow(() -> rejectionException(bytes, heics));
    limits.checkBytes(bytes.length());
    return switch (format) {
      case JPEG -> JpegParser.parse(bytes);
      case PNG -> PngFile.parse(bytes);
      case WEBP -> WebpFile.parse(bytes);
      case GIF -> GifFile.parse(bytes);
      case BMP -> BmpFile.parse(bytes);
      case TIFF -> TiffParser.parse(bytes);
      case HEIC -> HeifFile.parse(bytes);
    };
  }

  /**
   * Recognizes a format by the first {@link ImageFormat#SIGNATURE_BYTES}; empty if not supported.
   */
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
    if (BmpFile.isBmp(bytes)) {
      return Optional.of(ImageFormat.BMP);
    }
    if (bytes.has(0, "II*\0") || bytes.has(0, "MM\0*")) {
      return Optional.of(ImageFormat.TIFF);
    }
    if (bytes.has(4, "ftyphei") || bytes.has(4, "ftypmif1")) {
      return Optional.of(ImageFormat.HEIC);
    }
    return Optional.empty();
  }

  private static ImageException rejectionException(Bytes bytes, HeicDecoding heics) {
    String text = bytes.text(0, 1024).toLowerCase(Locale.ROOT);
    return name(UNSUPPORTED_IMAGES, bytes)
        .or(() -> isSvg(text) ? Optional.of("an SVG drawing") : Optional.empty())
        .<ImageException>map(type -> new UnsupportedImageException(message(type, heics)))
        .orElseGet(() ->
            new NotAnImageException(
                message(name(OTHER_FILES, bytes).orElseGet(() -> describe(bytes, text)), heics)));
  }

  private static String message(String type, HeicDecoding heics) {
    String supported =
        heics == HeicDecoding.ON
            ? "JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC are supported"
            : "JPEG, PNG, WebP, GIF, BMP and TIFF are supported, as SNAPLABEL_HEIC is off";
    return "The file is " + type + "; only " + supported;
  }

  private static Optional<String> name(List<Signature> signatures, Bytes bytes) {
    return signatures.stream()
        .filter(signature -> bytes.has(signature.at(), signature.characters()))
        .findFirst()
        .map(Signature::name);
  }

  private static boolean isSvg(String text) {
    String start = text.replace(UTF_8_BYTE_ORDER_MARK, "").strip();
    return text.contains("<svg")
        && !isHtml(text)
        && SVG_STARTS.stream().anyMatch(start::startsWith);
  }

  private static boolean isHtml(String text) {
    return text.contains("<!doctype html") || text.contains("<html");
  }

  private static String describe(Bytes bytes, String text) {
    if (bytes.length() == 0) {
      return "empty";
    }
    if (isHtml(text)) {
      return "an HTML page";
    }
    StringBuilder hex = new StringBuilder("of an unknown type, starting with the bytes");
    bytes.text(0, 8).chars().forEach(b -> hex.append(" %02x".formatted(b)));
    return hex.toString();
  }

  private record Signature(String name, int at, String characters) {}
}
