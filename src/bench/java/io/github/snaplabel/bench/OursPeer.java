package io.github.snaplabel.bench;

import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.NetworkLoading;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.image.PreferredDecoder;
import java.io.IOException;

/** SnapLabel, configured as in the function. */
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
            new LabelerOptions(
                ImageLimits.DEFAULT,
                threads,
                PreferredDecoder.JAVA,
                HeicDecoding.ON,
                NetworkLoading.OPTIMIZED)));
  }

  @Override
  public Answer label(byte[] file) throws Exception {
    LabeledImage image = labeler.label(file, LabelOptions.DEFAULT);
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
