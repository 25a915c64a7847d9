package io.github.snaplabel.image.leptonica;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Calls Leptonica. The image libraries inside it are not called directly: libjpeg by default exits
 * the process on a damaged image, where Leptonica returns null. Thread-safe.
 */
// Native access is what this class is for; the process is started with --enable-native-access.
@SuppressWarnings("restricted")
public final class Leptonica extends SharedLibrary {
  private static final int SEVERITY_NONE = 6;
  private static final int NO_COLOR_MAP = 0;
  private static final int STOP_AT_WARNINGS = 0;
  private static final int CONTINUE_AFTER_WARNINGS = 2;
  private static final int SAMPLES_WITH_ALPHA = 4;
  private static final int BITS_PER_PIXEL = 32;

  // The C functions: name, result, parameters.
  private final MethodHandle pixReadMemJpeg =
      function(
          "pixReadMemJpeg", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle pixReadMemPng = function("pixReadMemPng", ADDRESS, ADDRESS, JAVA_LONG);
  private final MethodHandle pixReadMemWebP =
      function("pixReadMemWebP", ADDRESS, ADDRESS, JAVA_LONG);
  private final MethodHandle pixCreateNoInit =
      function("pixCreateNoInit", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle pixGetWidth = function("pixGetWidth", JAVA_INT, ADDRESS);
  private final MethodHandle pixGetHeight = function("pixGetHeight", JAVA_INT, ADDRESS);
  private final MethodHandle pixGetDepth = function("pixGetDepth", JAVA_INT, ADDRESS);
  private final MethodHandle pixGetWpl = function("pixGetWpl", JAVA_INT, ADDRESS);
  private final MethodHandle pixGetSpp = function("pixGetSpp", JAVA_INT, ADDRESS);
  private final MethodHandle pixGetData = function("pixGetData", ADDRESS, ADDRESS);
  private final MethodHandle pixConvertTo32 = function("pixConvertTo32", ADDRESS, ADDRESS);
  private final MethodHandle pixRotateOrth = function("pixRotateOrth", ADDRESS, ADDRESS, JAVA_INT);
  private final MethodHandle pixFlipLR = function("pixFlipLR", ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle pixFlipTB = function("pixFlipTB", ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle pixDestroy = procedure("pixDestroy", ADDRESS);
  private final MethodHandle setMsgSeverity = function("setMsgSeverity", JAVA_INT, JAVA_INT);

  /**
   * Loads the library, which stays loaded until the process exits.
   *
   * @throws IllegalArgumentException if the file is missing or not a library for this platform
   */
  public Leptonica(Path file) {
    super(file);
    NativeMessages.discard();
    call(() -> (int) setMsgSeverity.invokeExact(SEVERITY_NONE));
  }

  /**
   * Decodes a JPEG.
   *
   * @param reduction 1, 2, 4 or 8: the factor by which width and height are scaled down
   * @param ignoreWarnings whether to decode a damaged image as well as possible; otherwise, it is
   *     rejected at the first warning of libjpeg
   * @return null if it is rejected
   */
  public @Nullable Pix readJpeg(MemorySegment file, int reduction, boolean ignoreWarnings) {
    int hint = ignoreWarnings ? CONTINUE_AFTER_WARNINGS : STOP_AT_WARNINGS;
    return pix(() ->
        (MemorySegment)
            pixReadMemJpeg.invokeExact(
                file, file.byteSize(), NO_COLOR_MAP, reduction, MemorySegment.NULL, hint));
  }

  /** Decodes a PNG; returns null if it is damaged. */
  public @Nullable Pix readPng(MemorySegment file) {
    return pix(() -> (MemorySegment) pixReadMemPng.invokeExact(file, file.byteSize()));
  }

  /** Decodes a WebP; returns null if it is damaged. */
  public @Nullable Pix readWebp(MemorySegment file) {
    return pix(() -> (MemorySegment) pixReadMemWebP.invokeExact(file, file.byteSize()));
  }

  /**
   * Creates an image of 32 bits per pixel, whose content is undefined.
   *
   * @throws IllegalStateException if there is not enough native memory
   */
  public Pix create(int width, int height) {
    return requireMemory(
        pix(() -> (MemorySegment) pixCreateNoInit.invokeExact(width, height, BITS_PER_PIXEL)));
  }

  /** Returns a copy with 32 bits per pixel. */
  Pix convertTo32(Pix pix) {
    return requireMemory(pix(() -> (MemorySegment) pixConvertTo32.invokeExact(pix.handle())));
  }

  /** Returns a copy, rotated clockwise by 1 to 3 quarter turns. */
  Pix rotate(Pix pix, int quarterTurns) {
    return requireMemory(
        pix(() -> (MemorySegment) pixRotateOrth.invokeExact(pix.handle(), quarterTurns)));
  }

  /** Mirrors left to right, in place. */
  void flipHorizontally(Pix pix) {
    MemorySegment handle = pix.handle();
    requireMemory(address(() -> (MemorySegment) pixFlipLR.invokeExact(handle, handle)));
  }

  /** Mirrors top to bottom, in place. */
  void flipVertically(Pix pix) {
    MemorySegment handle = pix.handle();
    requireMemory(address(() -> (MemorySegment) pixFlipTB.invokeExact(handle, handle)));
  }

  private void destroy(MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocateFrom(ADDRESS, address);
      call(() -> {
        pixDestroy.invokeExact(pointer);
        return pointer;
      });
    }
  }

  private static @Nullable MemorySegment address(NativeCall<MemorySegment> call) {
    MemorySegment address = call(call);
    return address.equals(MemorySegment.NULL) ? null : address;
  }

  @SuppressWarnings("MustBeClosedChecker") // the Pix owns the arena and closes it
  private @Nullable Pix pix(NativeCall<MemorySegment> call) {
    MemorySegment address = address(call);
    if (address == null) {
      return null;
    }
    Arena arena = Arena.ofConfined();
    // From here on, closing the arena destroys the image.
    MemorySegment handle = address.reinterpret(arena, this::destroy);
    int height = call(() -> (int) pixGetHeight.invokeExact(handle));
    int stride = call(() -> (int) pixGetWpl.invokeExact(handle));
    MemorySegment data = call(() -> (MemorySegment) pixGetData.invokeExact(handle));
    return new Pix(
        this,
        arena,
        handle,
        call(() -> (int) pixGetWidth.invokeExact(handle)),
        height,
        call(() -> (int) pixGetDepth.invokeExact(handle)),
        stride,
        call(() -> (int) pixGetSpp.invokeExact(handle)) == SAMPLES_WITH_ALPHA,
        data.reinterpret((long) stride * height * Integer.BYTES, arena, null));
  }

  /** Operations on valid images fail only if memory cannot be allocated. */
  private static <T> T requireMemory(@Nullable T result) {
    if (result == null) {
      throw new IllegalStateException("There is not enough native memory for an image");
    }
    return result;
  }
}
