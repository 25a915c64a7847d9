package io.github.snaplabel.compiler.packaging;

import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Prepares the API's documents at build time, to save some milliseconds at cold start: assembles
 * the page, and compresses and hashes each document.
 */
final class DocumentBuild {
  private static final String PAGE = "page.html";
  private static final List<String> PARTS =
      List.of("page.css", "page.js", "page.en.json", "page.zh.json");

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
    for (String part : PARTS) {
      String placeholder = "{{" + part + "}}";
      if (!page.contains(placeholder)) {
        throw new IOException(PAGE + " has no placeholder for " + part);
      }
      page = page.replace(placeholder, Files.readString(folder.resolve(part)));
      writeHash(part);
    }
    Files.writeString(folder.resolve("index.html"), page);
    Files.writeString(folder.resolve("index-iam.html"), markedForIam(page));
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
    writeHash(name);
  }

  private void writeHash(String name) throws IOException {
    Files.writeString(
        folder.resolve(name + ".sha256"), new Sha256().add(folder.resolve(name)).base64());
  }
}
