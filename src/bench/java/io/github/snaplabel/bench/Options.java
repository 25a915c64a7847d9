package io.github.snaplabel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command-line options, each {@code --name=value}.
 *
 * @param root folder of the project
 * @param target Maven's build folder
 * @param quick whether to take few samples
 * @param photos folder of photos on which predictions are compared
 * @param model the ONNX file or checkpoint that our model was compiled from
 */
record Options(Path root, Path target, boolean quick, Path photos, Path model) {
  static Options parse(String[] arguments) {
    Map<String, String> values =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Path root = Path.of(values.getOrDefault("--root", "")).toAbsolutePath();
    return new Options(
        root,
        Path.of(values.getOrDefault("--target", "target")).toAbsolutePath(),
        Boolean.parseBoolean(values.get("--quick")),
        given(values, "--photos").map(root::resolve).orElseGet(() -> defaultPhotos(root)),
        root.resolve(values.getOrDefault("--model", "")));
  }

  private static Optional<Path> given(Map<String, String> values, String name) {
    return Optional.of(values.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private static Path defaultPhotos(Path root) {
    Path beside = root.resolveSibling("shared").resolve("photos");
    return Files.isDirectory(beside) ? beside : root.resolve("model/calibration");
  }

  /** Returns the folder of our native libraries. */
  Path natives() {
    return target.resolve("native");
  }

  /** Returns the folder of our compiled model. */
  Path bundle() {
    return root.resolve("model/compiled");
  }

  /** Returns the folder for images, logs and the Python environment. */
  Path work() {
    return target.resolve("bench");
  }
}
