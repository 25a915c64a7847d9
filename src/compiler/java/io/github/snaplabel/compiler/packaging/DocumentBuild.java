package io.github.snaplabel.compiler.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Prepares the API's documents at build time, to save some milliseconds at cold start: assembles
 * the page, and compresses and hashes each document.
 */
final class DocumentBuild {
  private static final String PAGE = "page.html";

  /** Replaces each placeholder in the page by the content of these files. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "page.css", List.of("page.css"),
          "page.js", List.of("page.js", "page-inputs.js", "page-results.js", "page-view.js", "page-start.js"),
          "page.en.json", List.of("page.en.json"),
          "page.zh.json", List.of("page.zh.json"));

  /** What lines of scripts and styles may begin with that the browser does not need. */
  private static final Pattern SPACE_AND_COMMENTS =
      Pattern.compile("^\\s*/\\*(?s:.*?)\\*/\\R?|^\\s*//.*\\R?|^\\s+", Pattern.MULTILINE);

  private final Path folder;

  private DocumentBuild(Path folder) {
    this.folder = folder;
  }

  /** Takes the folder with the sources, which is also the output folder. */
  public static void main(String[] arguments) throws IOException {
    DocumentBuild documents = new DocumentBuild(Path.of(arguments[0]));
    documents.joinPage();
    documents.finish("index.html");
    documents.finish("index-iam.html");
    documents.finish("openapi.json");
  }

  /** Replaces the placeholders in the page by its parts. */
  private void joinPage() throws IOException {
    String page = Files.readString(folder.resolve(PAGE));
    for (String part : PARTS.keySet()) {
      String placeholder = "{{" + part + "}}";
      if (!page.contains(placeholder)) {
        throw new IOException(PAGE + " has no placeholder for " + part);
      }
      String content = content(part);
      page = page.replace(placeholder, content);
      writeHash(part, content.getBytes(UTF_8));
    }
    Files.writeString(folder.resolve("index.html"), page);
    Files.writeString(folder.resolve("index-iam.html"), markedForIam(page));
  }

  /** Returns a part without indentation, blank lines, and comments on lines of their own. */
  private String content(String part) throws IOException {
    StringBuilder content = new StringBuilder();
    for (String file : PARTS.getOrDefault(part, List.of())) {
      content.append(Files.readString(folder.resolve(file)));
    }
    return SPACE_AND_COMMENTS.matcher(content).replaceAll("");
  }

  /**
   * Returns the variant for IAM access. It has the same script and style, and so the same content
   * security policy.
   */
  private static String markedForIam(String page) throws IOException {
    String root = "<html lang=\"en\">";
    if (!page.contains(root)) {
      throw new IOException(PAGE + " does not begin with " + root);
    }
    return page.replace(root, "<html lang=\"en\" data-access=\"iam\">");
  }

  private void finish(String name) throws IOException {
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      Files.copy(folder.resolve(name), gzip);
    }
    writeHash(name, Files.readAllBytes(folder.resolve(name)));
  }

  private void writeHash(String name, byte[] content) throws IOException {
    Files.writeString(folder.resolve(name + ".sha256"), new Sha256().add(content).base64());
  }
}
