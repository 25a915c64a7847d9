package io.github.snaplabel.compiler;

import static java.util.Locale.ROOT;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code manifest.properties}, which {@code ModelBundle} reads. */
final class ManifestWriter {
  private ManifestWriter() {}

  /** Writes one property per line, sorted by key: the same bytes for the same manifest. */
  static void write(ModelManifest manifest, Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("name", manifest.name());
    values.put("version", manifest.version());
    values.put("sourceSha256", manifest.sourceSha256());
    ModelInput input = manifest.input();
    values.put("input.size", Integer.toString(input.size()));
    values.put("input.resize", Integer.toString(input.resize()));
    values.put("input.mean", join(input.mean()));
    values.put("input.std", join(input.std()));
    values.put("classes", Integer.toString(manifest.classes()));
    values.put("labels", manifest.labels());
    values.put("activation", manifest.activation().name().toLowerCase(ROOT));
    values.put("precision", manifest.precision().name().toLowerCase(ROOT));
    ModelManifest.CalibrationInfo calibration = manifest.calibration();
    if (calibration != null) {
      values.put("calibration.photos", Integer.toString(calibration.photos()));
      values.put("calibration.crops", Integer.toString(calibration.crops()));
      values.put("calibration.seed", Long.toString(calibration.seed()));
      values.put("calibration.sha256", calibration.sha256());
    }
    manifest
        .networks()
        .forEach((precision, network) -> {
          String prefix = "networks." + precision.name().toLowerCase(ROOT) + ".";
          values.put(prefix + "file", network.file());
          values.put(prefix + "selfTest.index", Integer.toString(network.selfTest().index()));
          values.put(
              prefix + "selfTest.probability", Double.toString(network.selfTest().probability()));
        });
    String notice = manifest.notice();
    if (notice != null) {
      values.put("notice", notice);
    }
    values.put("trained", Boolean.toString(manifest.trained()));
    PropertyFile.write(file, values);
  }

  private static String join(List<Double> colors) {
    return colors.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
