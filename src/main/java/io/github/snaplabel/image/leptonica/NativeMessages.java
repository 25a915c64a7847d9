package io.github.snaplabel.image.leptonica;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Discards what C libraries write to {@code stderr}. Libjpeg and libpng print a line there about a
 * damaged image. Leptonica does not prevent that, and the line belongs neither on a terminal nor in
 * a log.
 *
 * <p>Only the variable of the C library is changed, as its manual allows. The file descriptor stays
 * as it is, so that output of Java and the JVM, which write to the descriptor, still arrives.
 */
// Native access is what this class is for; the process is started with --enable-native-access.
@SuppressWarnings("restricted")
final class NativeMessages {
  private NativeMessages() {}

  /** Discards messages from now on, in the whole process; has no effect on Windows. */
  static void discard() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    Optional<MemorySegment> variable =
        library.find("stderr").or(() -> library.find("__stderrp" /* of macOS */));
    Optional<MemorySegment> fopen = library.find("fopen");
    if (variable.isEmpty() || fopen.isEmpty()) {
      return;
    }
    MethodHandle open =
        linker.downcallHandle(fopen.get(), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/dev/null");
      MemorySegment mode = arena.allocateFrom("w");
      MemorySegment stream = SharedLibrary.call(() -> (MemorySegment) open.invokeExact(path, mode));
      if (!stream.equals(MemorySegment.NULL)) {
        variable.get().reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, stream);
      }
    }
  }
}
