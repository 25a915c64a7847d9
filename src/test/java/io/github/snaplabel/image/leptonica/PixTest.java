package io.github.snaplabel.image.leptonica;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.image.TestImages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Counts how often native images are freed: each free takes away one reference, and the references
 * that a test adds keep the memory readable.
 */
class PixTest {
  private static final int ADDED_REFERENCES = 5;

  private final Leptonica leptonica = TestImages.leptonica();
  private final ReferenceCounter references = new ReferenceCounter(TestImages.leptonicaFile());

  @Test
  void closingTwiceFreesOnce() {
    Pix pix = leptonica.create(3, 2);
    MemorySegment count = references.countOf(pix);

    pix.close();
    pix.close();

    assertFreedOnce(count);
  }

  @Test
  void aClosedImageCannotBeUsed() {
    Pix pix = leptonica.create(3, 2);
    pix.close();

    assertThatIllegalStateException().isThrownBy(() -> pix.readRow(0, new int[3]));
    assertThatIllegalStateException().isThrownBy(() -> pix.writeRow(0, new int[3]));
    assertThatIllegalStateException().isThrownBy(pix::flipHorizontally);
    assertThatIllegalStateException().isThrownBy(pix::flipVertically);
    assertThatIllegalStateException().isThrownBy(() -> pix.rotate(1));
  }

  @Test
  void rowsOutsideOfTheImageCannotBeAccessed() {
    try (Pix pix = leptonica.create(3, 2)) {
      assertThatThrownBy(() -> pix.readRow(2, new int[3]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> pix.writeRow(-1, new int[3]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void anotherThreadCannotCloseAnImage() {
    try (Pix pix = leptonica.create(3, 2)) {
      CompletableFuture<Void> closing = CompletableFuture.runAsync(pix::close);

      assertThatThrownBy(closing::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(WrongThreadException.class);
      pix.writeRow(0, new int[3]);
    }
  }

  @Test
  void rotatingFreesTheOriginalOnce() {
    Pix pix = leptonica.create(3, 2);
    MemorySegment count = references.countOf(pix);

    try (Pix rotated = pix.rotate(1)) {
      assertThat(rotated.width()).isEqualTo(2);
      assertThat(rotated.height()).isEqualTo(3);
    }

    assertFreedOnce(count);
  }

  @Test
  void rotatingThatFailsFreesTheOriginalOnce() {
    Pix pix = leptonica.create(3, 2);
    MemorySegment count = references.countOf(pix);

    assertThatIllegalStateException().isThrownBy(() -> pix.rotate(4));

    assertFreedOnce(count);
  }

  @Test
  void convertingFreesTheOriginalOnce() {
    Pix gray = readJpeg("gray.jpg");
    MemorySegment count = references.countOf(gray);

    try (Pix converted = gray.to32()) {
      assertThat(converted).isNotSameAs(gray);
      assertThat(converted.to32()).isSameAs(converted);
    }

    assertFreedOnce(count);
  }

  private Pix readJpeg(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom(ValueLayout.JAVA_BYTE, TestImages.read(name));
      return Objects.requireNonNull(leptonica.readJpeg(file, 1, false));
    }
  }

  @Test
  void anEditThatFailsFreesOnce() {
    Pix pix = leptonica.create(3, 2);
    MemorySegment count = references.countOf(pix);

    assertThatThrownBy(() ->
            pix.edit(it -> {
              throw new IOException("The edit failed");
            }))
        .isInstanceOf(IOException.class);
    pix.close();

    assertFreedOnce(count);
  }

  @Test
  void anEditThatSucceedsFreesNothing() {
    Pix pix = leptonica.create(3, 2);
    MemorySegment count = references.countOf(pix);

    assertThat(pix.edit(Pix::flipHorizontally)).isSameAs(pix);

    assertThat(count.get(JAVA_INT, 0)).isEqualTo(1 + ADDED_REFERENCES);
    pix.close();
    assertFreedOnce(count);
  }

  @Test
  void anImageThatDoesNotFitIntoMemoryIsReported() {
    assertThatIllegalStateException()
        .isThrownBy(() -> leptonica.create(1 << 20, 1 << 20))
        .withMessage("There is not enough native memory for an image");
  }

  private static void assertFreedOnce(MemorySegment count) {
    assertThat(count.get(JAVA_INT, 0)).isEqualTo(ADDED_REFERENCES);
  }

  /** Adds references to native images. */
  // Reads the reference count from the native structure, for which there is no function.
  @SuppressWarnings("restricted")
  private static final class ReferenceCounter extends SharedLibrary {
    /** Behind width, height, depth, samples per pixel and words per line. */
    private static final long COUNT_OFFSET = 5L * Integer.BYTES;

    private final MethodHandle pixClone = function("pixClone", ADDRESS, ADDRESS);

    ReferenceCounter(Path file) {
      super(file);
    }

    MemorySegment countOf(Pix pix) {
      for (int i = 0; i < ADDED_REFERENCES; i++) {
        call(() -> (MemorySegment) pixClone.invokeExact(pix.handle()));
      }
      return MemorySegment.ofAddress(pix.handle().address() + COUNT_OFFSET)
          .reinterpret(Integer.BYTES);
    }
  }
}
