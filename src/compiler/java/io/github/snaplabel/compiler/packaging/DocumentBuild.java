package io.github.snaplabel.compiler.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Prepares the API's documents at build time, to save some milliseconds at cold start: assembles
 * the pages, and compresses and hashes each document.
 */
final class DocumentBuild {
  private static final List<String> SCRIPTS =
      List.of(
          "page-language.js",
          "page-labels.js",
          "page.js",
          "page-files.js",
          "page-queue.js",
          "page-access.js",
          "page-folder.js",
          "page-inputs.js",
          "page-results.js",
          "page-view.js",
          "page-start.js");

  /** The files that replace the placeholders of pages. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "page.css", List.of("base.css", "page.css"),
          "page.js", SCRIPTS,
          "page.en.json", List.of("page.en.json"),
          "docs.css", List.of("base.css", "docs.css"),
          "docs.js", List.of("page-language.js", "docs.js"));

  /** The page's texts in languages other than English; each file's source begins with "page.". */
  private static final List<String> TEXTS = List.of("zh-Hans.json", "zh-Hant.json");

  private static final Pattern INDENTATION = Pattern.compile("^\\s+", Pattern.MULTILINE);

  /** Spaces and line breaks that have no meaning in a style sheet. */
  private static final Pattern SPACE_IN_STYLES = Pattern.compile("(?<=[{};,])\\R|(?<=:) | (?=\\{)");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.]+)}}");

  /** Indentation and comments in scripts and styles, which the browser does not need. */
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
    documents.joinReference();
    for (String texts : TEXTS) {
      documents.compactTexts(texts);
      documents.finish(texts);
    }
    for (String name : List.of("index.html", "index-iam.html", "reference.html", "openapi.json")) {
      documents.finish(name);
    }
  }

  private void joinPage() throws IOException {
    String html = Files.readString(folder.resolve("page.html"));
    String page = joined(INDENTATION.matcher(html).replaceAll(""));
    Files.writeString(folder.resolve("index.html"), page);
    Files.writeString(folder.resolve("index-iam.html"), markedForIam(page));
  }

  /** Writes the page that describes the API. */
  private void joinReference() throws IOException {
    String reference = ApiReference.render(Files.readString(folder.resolve("openapi.json")));
    String page = Files.readString(folder.resolve("docs.html")).replace("{{reference}}", reference);
    Files.writeString(folder.resolve("reference.html"), joined(page));
  }

  private void compactTexts(String texts) throws IOException {
    String source = Files.readString(folder.resolve("page." + texts));
    Files.writeString(folder.resolve(texts), INDENTATION.matcher(source).replaceAll(""));
  }

  /** Replaces the placeholders in a page by its parts, and writes the parts' hashes. */
  private String joined(String page) throws IOException {
    String result = page;
    for (MatchResult placeholder : PLACEHOLDER.matcher(page).results().toList()) {
      String part = placeholder.group(1);
      String content = content(part);
      result = result.replace(placeholder.group(), content);
      writeHash(part, content.getBytes(UTF_8));
    }
    return result;
  }

  /** Returns a part without indentation, blank lines, and comments on lines of their own. */
  private String content(String part) throws IOException {
    StringBuilder content = new StringBuilder();
    for (String file : Objects.requireNonNull(PARTS.get(part), part)) {
      content.append(Files.readString(folder.resolve(file)));
    }
    String compact = SPACE_AND_COMMENTS.matcher(content).replaceAll("");
    return part.endsWith(".css") ? SPACE_IN_STYLES.matcher(compact).replaceAll("") : compact;
  }

  /**
   * Returns the variant for IAM access. It has the same script and style, and so the same content
   * security policy.
   */
  private static String markedForIam(String page) throws IOException {
    String root = "<html lang=\"en\">";
    if (!page.contains(root)) {
      throw new IOException("The page does not begin with " + root);
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
