package io.github.snaplabel.bench;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The Deep Java Library with its ONNX Runtime engine. */
final class DjlPeer implements Peer {
  private final Model model;

  /** Predictors are not thread-safe: each thread borrows one. */
  private final Queue<Predictor<Image, DjlTranslator.Result>> predictors =
      new ConcurrentLinkedQueue<>();

  DjlPeer(Setup setup, int threads) throws Exception {
    model = Model.newInstance("resnet18", "OnnxRuntime");
    model.load(setup.onnx(), null, Map.of("intraOpNumThreads", Integer.toString(threads)));
  }

  @Override
  public Answer label(byte[] file) throws Exception {
    Predictor<Image, DjlTranslator.Result> pooled = predictors.poll();
    Predictor<Image, DjlTranslator.Result> predictor =
        pooled == null ? model.newPredictor(new DjlTranslator()) : pooled;
    long start = System.nanoTime();
    Image image = ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(file));
    long decoded = System.nanoTime();
    DjlTranslator.Result result = predictor.predict(image);
    long end = System.nanoTime();
    predictors.add(predictor);
    return Answer.between(start, decoded, result.preprocessed(), end, result.top1());
  }

  @Override
  public void close() {
    predictors.forEach(Predictor::close);
    model.close();
  }
}
