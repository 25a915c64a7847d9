package io.github.snaplabel.image.leptonica;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A shared library of C functions. It stays loaded until the process exits. A subclass declares the
 * functions that it calls as fields, which are linked right after the library has been loaded.
 */
// Native access is what this class is for; the process is started with --enable-native-access.
@SuppressWarnings("restricted")
abstract class SharedLibrary {
  private final SymbolLookup symbols;

  /**
   * Loads the library.
   *
   * @throws IllegalArgumentException if the file is missing or not a library for this platform
   */
  SharedLibrary(Path file) {
    symbols = SymbolLookup.libraryLookup(file, Arena.global());
  }

  final MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
    return link(name, FunctionDescriptor.of(result, parameters));
  }

  final MethodHandle procedure(String name, MemoryLayout... parameters) {
    return link(name, FunctionDescriptor.ofVoid(parameters));
  }

  private MethodHandle link(String name, FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), signature);
  }

  /** A call of {@link MethodHandle#invokeExact}, which is declared to throw anything. */
  interface NativeCall<T> {
    T run() throws Throwable;
  }

  static <T> T call(NativeCall<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("A native function threw a checked exception", e);
    }
  }
}
