package io.github.snaplabel.http;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import org.jspecify.annotations.Nullable;

/** Descriptions of models with ImageNet's classes. */
public final class ModelInfos {
  private ModelInfos() {}

  /** Returns a trained model. */
  public static ModelInfo trained() {
    return withNotice(null);
  }

  static ModelInfo withNotice(@Nullable String notice) {
    return imageNet("resnet18", "5f730abdd83c", true, notice);
  }

  static ModelInfo untrained() {
    return imageNet("untrained", "9210f304ce0e", false, ModelManifest.UNTRAINED);
  }

  private static ModelInfo imageNet(
      String name, String version, boolean trained, @Nullable String notice) {
    return new ModelInfo(
        name,
        version,
        Precision.INT8,
        224,
        256,
        1000,
        "imagenet",
        Activation.SOFTMAX,
        trained,
        notice);
  }
}
