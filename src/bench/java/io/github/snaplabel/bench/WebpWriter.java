package io.github.snaplabel.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes WebP files with Leptonica; ImageIO cannot. */
final class WebpWriter {
  private static final int QUALITY = 80;

  private final Path natives;

  /**
   * Does not load the library yet.
   *
   * @param natives folder with Leptonica
   */
  WebpWriter(Path natives) {
    this.natives = natives;
  }

  /** Writes one lossy image. Leptonica's memory is not freed until the process ends. */
  @SuppressWarnings("restricted")
  void write(BufferedImage image, Path file) throws IOException {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup leptonica = SymbolLookup.libraryLookup(leptonica(), Arena.global());
      MethodHandle readMem =
          linker.downcallHandle(
              leptonica.findOrThrow("pixReadMem"),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
      MethodHandle writeMem =
          linker.downcallHandle(
              leptonica.findOrThrow("pixWriteMemWebP"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT));
      MemorySegment png = arena.allocateFrom(ValueLayout.JAVA_BYTE, ImageFileWriter.png(image));
      MemorySegment bytes = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment pix = (MemorySegment) readMem.invokeExact(png, png.byteSize());
      int failed = (int) writeMem.invokeExact(bytes, size, pix, QUALITY, 0);
      if (failed != 0) {
        throw new IOException("Leptonica writes no WebP");
      }
      Files.write(
          file,
          bytes
              .get(ValueLayout.ADDRESS, 0)
              .reinterpret(size.get(ValueLayout.JAVA_LONG, 0))
              .toArray(ValueLayout.JAVA_BYTE));
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Path leptonica() throws IOException {
    try (Stream<Path> files = Files.list(natives)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("libleptonica"))
          .findFirst()
          .orElseThrow(() -> new IOException("There is no libleptonica in " + natives));
    }
  }
}
