package io.github.snaplabel.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The files that Java peers need.
 *
 * @param natives folder of our native libraries
 * @param bundle folder of our compiled model
 * @param onnx network that it was compiled from, which the other peers load
 */
record Setup(Path natives, Path bundle, Path onnx) {
  static Setup fromArguments(List<String> arguments) {
    return new Setup(
        Path.of(arguments.get(0)), Path.of(arguments.get(1)), Path.of(arguments.get(2)));
  }

  List<String> toArguments() {
    return List.of(natives.toString(), bundle.toString(), onnx.toString());
  }
}
