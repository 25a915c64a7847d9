package io.github.snaplabel.http;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import org.jspecify.annotations.Nullable;

/** Descriptions of models. */
public final class ModelInfos {
  private ModelInfos() {}

  /** Returns a trained model. */
  public static ModelInfo trained() {
    return withNotice(null);
  }

  static ModelInfo withNotice(@Nullable String notice) {
    return of("resnet18", "5f730abdd83c", "imagenet", true, notice);
  }

  static ModelInfo untrained() {
    return of("untrained", "9210f304ce0e", "imagenet", false, ModelManifest.UNTRAINED);
  }

  static ModelInfo ofOwnClasses() {
    return of("pets", "5f730abdd83c", "pets.txt", true, null);
  }

  private static ModelInfo of(
      String name, String version, String labels, boolean trained, @Nullable String notice) {
    return new ModelInfo(
        name, version, Precision.INT8, 224, 256, 1000, labels, Activation.SOFTMAX, trained, notice);
  }
}
