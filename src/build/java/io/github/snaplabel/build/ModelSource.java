package io.github.snaplabel.build;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Finds the ONNX file to compile: the one asked for, else {@code model/resnet18.onnx}, else the
 * stand-in beside the checkout, else the published one, which is fetched into {@code model/}.
 */
final class ModelSource {
  private final Path root;
  private final ModelPins pins;
  private final ModelDownload download;

  /**
   * @param root the checkout
   */
  ModelSource(Path root, ModelPins pins, ModelDownload download) {
    this.root = root;
    this.pins = pins;
    this.download = download;
  }

  /**
   * Finds, and if need be fetches, a model and checks that it is the right file.
   *
   * @throws InvalidModel if a file is there and is the wrong one
   * @throws ModelUnavailable if no file is there and none can be fetched
   */
  SourceModel find(ModelChoice choice)
      throws IOException, InterruptedException, InvalidModel, ModelUnavailable {
    if (!choice.file().isBlank()) {
      return named(choice);
    }
    if (!choice.url().isBlank()) {
      return fetched(choice);
    }
    Path cached = root.resolve("model/resnet18.onnx");
    if (Files.exists(cached)) {
      return pinned(cached);
    }
    Path standIn = root.resolve(pins.standInFile()).normalize();
    if (Files.exists(standIn)) {
      return pinned(standIn);
    }
    download.fetch(pins.url(), pins.published(), cached);
    return new SourceModel(cached, pins.published().sha256());
  }

  private SourceModel named(ModelChoice choice) throws IOException, InvalidModel {
    Path file = root.resolve(choice.file().strip());
    if (!Files.isRegularFile(file)) {
      throw new InvalidModel("model.file: expected an ONNX file at " + file + ", found none");
    }
    if (!choice.sha256().isBlank()) {
      new PinnedFile(OptionalLong.empty(), choice.sha256().strip()).verify(file, file.toString());
    }
    return new SourceModel(file, Sha256.of(file));
  }

  private SourceModel fetched(ModelChoice choice)
      throws IOException, InterruptedException, InvalidModel, ModelUnavailable {
    String sha256 = choice.sha256().strip();
    if (!sha256.matches("[0-9a-fA-F]{64}")) {
      throw new InvalidModel(
          "model.url: expected the file's hash as -Dmodel.sha256= (64 hex digits), found \""
              + sha256
              + "\"");
    }
    PinnedFile wanted = new PinnedFile(OptionalLong.empty(), sha256);
    Path cached = root.resolve("model/" + wanted.sha256().substring(0, 12) + ".onnx");
    if (!Files.exists(cached) || !wanted.matches(cached)) {
      download.fetch(address(choice.url().strip()), wanted, cached);
    }
    return new SourceModel(cached, wanted.sha256());
  }

  private static URI address(String url) throws InvalidModel {
    try {
      if (url.matches("https?://[^/\\s]+/\\S*")) {
        return new URI(url);
      }
    } catch (URISyntaxException _) {
      // No more of an address than what has another form.
    }
    throw new InvalidModel("model.url: expected an http or https address, found " + url);
  }

  private SourceModel pinned(Path file) throws IOException, InvalidModel {
    if (!pins.contain(file)) {
      throw new InvalidModel(
          "%s: expected %s, found %s; to use another model, name it with -Dmodel.file="
              .formatted(file, pins.published(), PinnedFile.describe(file)));
    }
    return new SourceModel(file, Sha256.of(file));
  }
}
