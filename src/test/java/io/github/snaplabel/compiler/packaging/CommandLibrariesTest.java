package io.github.snaplabel.compiler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLibrariesTest {
  private static final int JAVA_7 = 51;

  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void copyPicocli() throws IOException, URISyntaxException {
    URL location = CommandLine.class.getProtectionDomain().getCodeSource().getLocation();
    library = Files.copy(Path.of(location.toURI()), folder.resolve("picocli-1.jar"));
  }

  @Test
  void everyClassOfPicocliHasAVersionThatTheAotCacheTakes() throws IOException {
    assertThat(oldest()).isLessThan(JAVA_7);

    CommandLibraries.main(new String[] {folder.toString()});

    assertThat(oldest()).isEqualTo(JAVA_7);
    assertThat(folder).isDirectoryNotContaining("glob:**.rewritten");
  }

  @Test
  void theRewrittenClassesPassVerification() throws Exception {
    CommandLibraries.rewrite(library);

    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {library.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        ZipFile jar = new ZipFile(library.toFile())) {
      for (String name : jar.stream().map(ZipEntry::getName).filter(this::isVerifiable).toList()) {
        String type = name.replace(".class", "").replace('/', '.');
        assertThat(Class.forName(type, true, loader).getClassLoader()).isSameAs(loader);
      }
    }
  }

  @Test
  void aLibraryThatWasRewrittenStaysAsItIs() throws IOException {
    CommandLibraries.rewrite(library);
    byte[] once = Files.readAllBytes(library);

    CommandLibraries.rewrite(library);

    assertThat(library).hasBinaryContent(once);
  }

  /** Groovy, which some classes extend, is not there, and the description of a module is none. */
  private boolean isVerifiable(String name) {
    return name.endsWith(".class") && !name.contains("roovy") && !name.contains("module-info");
  }

  /** Returns the version of the oldest class. */
  private int oldest() throws IOException {
    try (ZipFile jar = new ZipFile(library.toFile())) {
      int oldest = Integer.MAX_VALUE;
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream content = jar.getInputStream(entry)) {
          oldest = Math.min(oldest, ClassFile.of().parse(content.readAllBytes()).majorVersion());
        }
      }
      return oldest;
    }
  }
}
