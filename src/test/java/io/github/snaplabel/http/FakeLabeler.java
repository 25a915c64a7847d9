package io.github.snaplabel.http;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Labeler;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.LocalName;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageFailures;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels bytes that start like a JPEG, with the text after the start as the first label. Some texts
 * cause the failure that they name.
 */
final class FakeLabeler implements Labeler {
  /** The first bytes of a JPEG. */
  static final String START = "\u00FF\u00D8\u00FF\u00E0\0";

  volatile @Nullable LabelOptions last;
  final Queue<TopK> requested = new ConcurrentLinkedQueue<>();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger maxRunning = new AtomicInteger();
  final CountDownLatch two = new CountDownLatch(2);

  /** Returns an image that gets the given label. */
  static byte[] image(String label) {
    return (START + label).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public LabeledImage label(byte[] image, LabelOptions options) throws ImageException {
    TopK topK = options.topK();
    requested.add(topK);
    last = options;
    maxRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      return classify(new String(image, StandardCharsets.ISO_8859_1), options);
    } finally {
      running.decrementAndGet();
    }
  }

  private LabeledImage classify(String text, LabelOptions options) throws ImageException {
    if (!text.startsWith(START)) {
      throw ImageFailures.noImage();
    }
    String label = text.substring(START.length());
    return switch (label) {
      case "corrupt" -> throw ImageFailures.corrupt();
      case "huge" -> throw ImageFailures.tooLarge();
      case "broken-model" -> throw new IllegalStateException("secret cause");
      case "waits-for-another" -> waitForAnother(options);
      default -> labeled(label, options);
    };
  }

  private LabeledImage waitForAnother(LabelOptions options) {
    two.countDown();
    try {
      if (!two.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("no other image is labeled at the same time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return labeled("together", options);
  }

  private static LabeledImage labeled(String label, LabelOptions options) {
    TopK topK = options.topK();
    LocalName zh =
        options.language() == Language.CHINESE
            ? new LocalName(label + "中", List.of("物", label + "中"))
            : null;
    List<Prediction> predictions =
        IntStream.rangeClosed(1, topK.count())
            .mapToObj(rank ->
                new Prediction(
                    rank,
                    label,
                    "n%08d".formatted(rank),
                    rank - 1,
                    Math.pow(2, -rank),
                    List.of(),
                    List.of(),
                    zh))
            .filter(prediction -> prediction.probability() >= topK.minConfidence())
            .toList();
    return new LabeledImage(
        new ImageHeader(ImageFormat.JPEG, 320, 151, 1),
        predictions,
        new SureLabel(label, "n00000001", 0, 0.5, List.of("thing", label), zh),
        new Timing(1, 2, 3, 6.5));
  }
}
