package io.github.snaplabel.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells by its content what a file is, and reads its header if it is a picture that we read. */
public final class ImageSniffer {
  /** The first bytes of pictures that we do not read. */
  private static final List<Signature> PICTURES =
      List.of(
          new Signature("a TIFF or raw camera picture", 0, "II*\0"),
          new Signature("a TIFF or raw camera picture", 0, "MM\0*"),
          new Signature("a TIFF picture", 0, "II+\0"),
          new Signature("a TIFF picture", 0, "MM\0+"),
          new Signature("a raw camera picture", 4, "ftypcrx "),
          new Signature("an AVIF picture", 4, "ftypavif"),
          new Signature("an AVIF sequence", 4, "ftypavis"),
          new Signature("a HEIC picture", 4, "ftyphei"),
          new Signature("a HEIC sequence", 4, "ftyphev"),
          new Signature("a HEIF picture (HEIC or AVIF)", 4, "ftypmif1"),
          new Signature("a HEIF sequence (HEIC or AVIF)", 4, "ftypmsf1"),
          new Signature("a JPEG XL picture", 0, "\u00ff\n"),
          new Signature("a JPEG XL picture", 4, "JXL \r\n"),
          new Signature("a JPEG 2000 picture", 4, "jP  \r\n"),
          new Signature("a JPEG 2000 picture", 0, "\u00ffO\u00ffQ"),
          new Signature("a Photoshop document", 0, "8BPS"));

  /**
   * The first bytes of what else people send by mistake, or in hope. An icon is here, as nobody
   * wants labels for one, and as many a file of data begins with its bytes: they are 65,536.
   */
  private static final List<Signature> OTHERS =
      List.of(
          new Signature("an MP4 or QuickTime video", 4, "ftyp"),
          new Signature("a Windows icon", 0, "\0\0\1\0"),
          new Signature("a PDF document", 0, "%PDF"),
          new Signature("a ZIP archive", 0, "PK\3\4"),
          new Signature("a gzip archive", 0, "\u001f\u008b"),
          new Signature("a RIFF file that is no WebP", 0, "RIFF"));

  /** How the text of a drawing begins, after blanks; other text may well have one in it. */
  private static final List<String> SVG_STARTS = List.of("<svg", "<?xml", "<!--", "<!doctype svg");

  /** The mark that some editors put before UTF-8, its bytes as characters. */
  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

  private ImageSniffer() {}

  /**
   * Reads the header. Only a picture that we read can be too large; what else it is comes first.
   *
   * @throws UnsupportedImageException naming what kind of picture it is, if we do not read it
   * @throws NotAnImageException naming what was seen instead of a picture
   * @throws ImageTooLargeException if the file has too many bytes
   * @throws CorruptImageException if its header is damaged
   */
  static EncodedImage read(Bytes bytes, ImageLimits limits) throws ImageException {
    ImageFormat format = format(bytes).orElseThrow(() -> refusal(bytes));
    limits.checkBytes(bytes.length());
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

  private static ImageException refusal(Bytes bytes) {
    String text = bytes.text(0, 1024).toLowerCase(Locale.ROOT);
    return named(PICTURES, bytes)
        .or(() -> isSvg(text) ? Optional.of("an SVG drawing") : Optional.empty())
        .<ImageException>map(picture -> new UnsupportedImageException(sentence(picture)))
        .orElseGet(() ->
            new NotAnImageException(
                sentence(named(OTHERS, bytes).orElseGet(() -> describe(bytes, text)))));
  }

  private static String sentence(String kind) {
    return "The file is " + kind + "; only JPEG, PNG, WebP, GIF and BMP are read";
  }

  private static Optional<String> named(List<Signature> signatures, Bytes bytes) {
    return signatures.stream()
        .filter(signature -> bytes.has(signature.at(), signature.characters()))
        .findFirst()
        .map(Signature::name);
  }

  private static boolean isSvg(String text) {
    String start = text.replace(UTF_8_MARK, "").strip();
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
    StringBuilder hex = new StringBuilder("of a kind that is not known, beginning with the bytes");
    bytes.text(0, 8).chars().forEach(b -> hex.append(" %02x".formatted(b)));
    return hex.toString();
  }

  private record Signature(String name, int at, String characters) {}
}
