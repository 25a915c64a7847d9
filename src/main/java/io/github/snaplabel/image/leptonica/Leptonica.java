package io.github.snaplabel.image.leptonica;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Leptonica that are used, and of no other library inside of it: libjpeg by itself
 * ends the process when a picture is damaged, Leptonica returns null. Thread-safe; stays loaded
 * until the process ends.
 *
 * <p>Libjpeg and libpng may still write one line to stderr about a damaged picture.
 */
// To call native code is what this is for; the process is started with --enable-native-access.
@SuppressWarnings("restricted")
public final class Leptonica {
  private static final int SEVERITY_NONE = 6;
  private static final int NO_COLOUR_MAP = 0;
  private static final int STOP_AT_WARNINGS = 0;
  private static final int CONTINUE_WITH_BAD_DATA = 2;
  private static final int SAMPLES_WITH_ALPHA = 4;

  private final SymbolLookup library;

  // Named as the functions are.
  private final MethodHandle pixReadMemJpeg;
  private final MethodHandle pixReadMemPng;
  private final MethodHandle pixReadMemWebP;
  private final MethodHandle pixCreateNoInit;
  private final MethodHandle pixGetWidth;
  private final MethodHandle pixGetHeight;
  private final MethodHandle pixGetDepth;
  private final MethodHandle pixGetWpl;
  private final MethodHandle pixGetSpp;
  private final MethodHandle pixGetData;
  private final MethodHandle pixConvertTo32;
  private final MethodHandle pixRotateOrth;
  private final MethodHandle pixFlipLR;
  private final MethodHandle pixFlipTB;
  private final MethodHandle pixDestroy;

  /**
   * Loads the library.
   *
   * @throws IllegalArgumentException if the file is missing or is no library for this platform
   */
  public Leptonica(Path file) {
    library = SymbolLookup.libraryLookup(file, Arena.global());
    pixReadMemJpeg =
        function(
            "pixReadMemJpeg", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    pixReadMemPng = function("pixReadMemPng", ADDRESS, ADDRESS, JAVA_LONG);
    pixReadMemWebP = function("pixReadMemWebP", ADDRESS, ADDRESS, JAVA_LONG);
    pixCreateNoInit = function("pixCreateNoInit", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    pixGetWidth = function("pixGetWidth", JAVA_INT, ADDRESS);
    pixGetHeight = function("pixGetHeight", JAVA_INT, ADDRESS);
    pixGetDepth = function("pixGetDepth", JAVA_INT, ADDRESS);
    pixGetWpl = function("pixGetWpl", JAVA_INT, ADDRESS);
    pixGetSpp = function("pixGetSpp", JAVA_INT, ADDRESS);
    pixGetData = function("pixGetData", ADDRESS, ADDRESS);
    pixConvertTo32 = function("pixConvertTo32", ADDRESS, ADDRESS);
    pixRotateOrth = function("pixRotateOrth", ADDRESS, ADDRESS, JAVA_INT);
    pixFlipLR = function("pixFlipLR", ADDRESS, ADDRESS, ADDRESS);
    pixFlipTB = function("pixFlipTB", ADDRESS, ADDRESS, ADDRESS);
    pixDestroy =
        Linker.nativeLinker()
            .downcallHandle(library.findOrThrow("pixDestroy"), FunctionDescriptor.ofVoid(ADDRESS));
    MethodHandle setMsgSeverity = function("setMsgSeverity", JAVA_INT, JAVA_INT);
    call(() -> (int) setMsgSeverity.invokeExact(SEVERITY_NONE));
  }

  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, parameters));
  }

  /**
   * Decodes a JPEG.
   *
   * @param reduction 1, 2, 4 or 8 times fewer pixels on each side
   * @param warnings that libjpeg may give without the picture being taken for damaged
   * @return null if it is damaged
   */
  public @Nullable Pix readJpeg(MemorySegment file, int reduction, int warnings, Arena arena) {
    MemorySegment given = arena.allocate(JAVA_INT);
    int hint = warnings == 0 ? STOP_AT_WARNINGS : CONTINUE_WITH_BAD_DATA;
    Pix pix =
        pix(() ->
            (MemorySegment)
                pixReadMemJpeg.invokeExact(
                    file, file.byteSize(), NO_COLOUR_MAP, reduction, given, hint));
    if (pix != null && given.get(JAVA_INT, 0) > warnings) {
      pix.close();
      return null;
    }
    return pix;
  }

  /** Decodes a PNG; null if it is damaged. */
  public @Nullable Pix readPng(MemorySegment file) {
    return pix(() -> (MemorySegment) pixReadMemPng.invokeExact(file, file.byteSize()));
  }

  /** Decodes a WebP; null if it is damaged. */
  public @Nullable Pix readWebp(MemorySegment file) {
    return pix(() -> (MemorySegment) pixReadMemWebP.invokeExact(file, file.byteSize()));
  }

  /** Makes a picture of 32 bits per pixel, whose pixels are yet to be written. */
  public Pix create(int width, int height) {
    return made(pix(() -> (MemorySegment) pixCreateNoInit.invokeExact(width, height, 32)));
  }

  /** Takes the place of {@code pix}: the same picture, 32 bits deep. */
  Pix to32(Pix pix) {
    try (pix) {
      return made(pix(() -> (MemorySegment) pixConvertTo32.invokeExact(pix.address())));
    }
  }

  /** Mirrors left to right, in place. */
  public void mirror(Pix pix) {
    made(call(() -> (MemorySegment) pixFlipLR.invokeExact(pix.address(), pix.address())));
  }

  /** Mirrors top to bottom, in place. */
  public void flip(Pix pix) {
    made(call(() -> (MemorySegment) pixFlipTB.invokeExact(pix.address(), pix.address())));
  }

  /** Takes the place of {@code pix}: turned clockwise by so many quarters, 1 to 3. */
  public Pix turn(Pix pix, int quarters) {
    try (pix) {
      return made(pix(() -> (MemorySegment) pixRotateOrth.invokeExact(pix.address(), quarters)));
    }
  }

  /** Frees a picture. */
  void destroy(MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocateFrom(ADDRESS, address);
      call(() -> {
        pixDestroy.invokeExact(pointer);
        return 0;
      });
    }
  }

  private @Nullable Pix pix(NativeCall<MemorySegment> call) {
    MemorySegment address = call(call);
    if (address.equals(MemorySegment.NULL)) {
      return null;
    }
    int height = call(() -> (int) pixGetHeight.invokeExact(address));
    int stride = call(() -> (int) pixGetWpl.invokeExact(address));
    MemorySegment data = call(() -> (MemorySegment) pixGetData.invokeExact(address));
    return new Pix(
        this,
        address,
        call(() -> (int) pixGetWidth.invokeExact(address)),
        height,
        call(() -> (int) pixGetDepth.invokeExact(address)),
        stride,
        call(() -> (int) pixGetSpp.invokeExact(address)) == SAMPLES_WITH_ALPHA,
        data.reinterpret((long) stride * height * Integer.BYTES));
  }

  /** What fails although its input is sound has failed for want of memory. */
  private static <T> T made(@Nullable T result) {
    if (result == null || result.equals(MemorySegment.NULL)) {
      throw new IllegalStateException("There is not enough native memory for a picture");
    }
    return result;
  }

  /** A call by {@code invokeExact}, which declares that it may throw anything. */
  private interface NativeCall<T> {
    T run() throws Throwable;
  }

  private static <T> T call(NativeCall<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("A native function throws nothing", e);
    }
  }
}
