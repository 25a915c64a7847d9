package io.github.snaplabel.bench;

import io.github.snaplabel.vision.ImageLabeler;
import io.github.snaplabel.vision.ImageLimits;
import io.github.snaplabel.vision.JpegDecoding;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.ModelBundle;
import io.github.snaplabel.vision.NativeLibraries;
import io.github.snaplabel.vision.Precision;
import io.github.snaplabel.vision.Timing;
import io.github.snaplabel.vision.TopK;
import java.io.IOException;

/** SnapLabel itself, as the function uses it. */
final class OursPeer implements Peer {
  private final ImageLabeler labeler;

  private OursPeer(ImageLabeler labeler) {
    this.labeler = labeler;
  }

  static OursPeer open(Setup setup, Precision precision, int threads) throws IOException {
    return new OursPeer(
        ImageLabeler.open(
            new NativeLibraries(setup.natives()),
            ModelBundle.read(setup.bundle()).in(precision),
            ImageLimits.DEFAULT,
            threads,
            JpegDecoding.JAVA_WHEN_LARGE));
  }

  @Override
  public Answer label(byte[] file) throws Exception {
    LabeledImage image = labeler.label(file, TopK.DEFAULT);
    Timing timing = image.timing();
    return new Answer(
        timing.decodeMs(),
        timing.preprocessMs(),
        timing.inferenceMs(),
        timing.totalMs(),
        image.predictions().getFirst().index());
  }

  @Override
  public void close() {
    labeler.close();
  }
}
