package io.github.snaplabel.compiler;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads and writes property files in UTF-8. */
final class PropertyFile {
  private PropertyFile() {}

  /**
   * Reads a file; a missing file is empty.
   *
   * @throws IOException if it cannot be read or is malformed
   */
  static Map<String, String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  /** Writes a file, sorted by key; creates missing parent folders. */
  static void write(Path file, Map<String, String> values) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    // The only comment is the time, which would make the files of two equal builds differ.
    Files.write(file, text.toString().lines().filter(line -> !line.startsWith("#")).toList());
  }
}
