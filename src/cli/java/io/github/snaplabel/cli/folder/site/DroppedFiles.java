package io.github.snaplabel.cli.folder.site;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.IgnoredNames;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies files dropped on the page into the folder, under safe names, and never overwrites other
 * files. Thread-safe.
 */
public final class DroppedFiles {
  /** The header with the file's name, percent-encoded. */
  private static final String NAME = "X-File-Name";

  /** Characters that some file systems do not allow in names. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}<>:\"|?*]");

  private static final int MAX_NAME_BYTES = 200;
  private static final int MAX_SAME_NAMES = 10_000;

  private final Folder folder;
  private final long maxBytes;

  public DroppedFiles(Folder folder) {
    this.folder = folder;
    this.maxBytes = ImageLimits.DEFAULT.maxBytes();
  }

  /**
   * Stores the body of a request as a file.
   *
   * <p>Pages of other origins cannot send such a request: its header requires a CORS preflight,
   * which is refused, and so is their origin.
   */
  void receive(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String name = safe(headers.getFirst(NAME));
    if (!("http://" + headers.getFirst("Host")).equals(headers.getFirst("Origin"))) {
      SiteResponse.refuse(exchange, 403, "Only this page may add files.");
    } else if (name == null) {
      SiteResponse.refuse(exchange, 400, "The header X-File-Name has no file name.");
    } else {
      store(exchange, name);
    }
  }

  private void store(HttpExchange exchange, String name) throws IOException {
    Path arriving = Files.createTempFile(folder.privateFile("").toAbsolutePath(), "arriving", null);
    try (InputStream in = exchange.getRequestBody()) {
      long size;
      try (OutputStream out = Files.newOutputStream(arriving)) {
        size = copy(in, out);
      }
      if (size > maxBytes) {
        SiteResponse.refuse(exchange, 413, "The file has more than %d bytes.".formatted(maxBytes));
        return;
      }
      Path stored = reserve(name);
      // Replaces the empty file that reserves the name.
      Files.move(arriving, stored, StandardCopyOption.ATOMIC_MOVE);
      SiteResponse.send(
          exchange,
          201,
          "text/plain; charset=utf-8",
          SiteResponse.NO_ACTIVE_CONTENT,
          String.valueOf(stored.getFileName()).getBytes(StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  /** Copies at most one byte more than is allowed; returns the number of bytes. */
  private long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int count; size <= maxBytes && (count = in.read(buffer)) >= 0; size += count) {
      out.write(buffer, 0, count);
    }
    return size;
  }

  /** Creates an empty file with this name, numbered if the name is taken. */
  private Path reserve(String name) throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : "";
    for (int number = 1; number < MAX_SAME_NAMES; number++) {
      String numbered = number == 1 ? name : "%s (%d)%s".formatted(stem, number, extension);
      try {
        return Files.createFile(folder.root().resolve(numbered));
      } catch (FileAlreadyExistsException _) {
        // The next number may be free.
      }
    }
    throw new FileAlreadyExistsException(name);
  }

  /** Returns a name that is safe in any folder; null if nothing is left of it. */
  static @Nullable String safe(@Nullable String encoded) {
    if (encoded == null) {
      return null;
    }
    String name;
    try {
      name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = UNSAFE.matcher(last).replaceAll("_").strip().replaceAll("^\\.+|[. ]+$", "");
    while (clean.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      // From the start, to keep the extension.
      clean = clean.substring(clean.offsetByCodePoints(0, 1));
    }
    if (clean.isEmpty()) {
      return null;
    }
    return IgnoredNames.contain(clean) ? clean + "_" : clean;
  }
}
