package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the model file to compile: the chosen one; else a published file in {@code model/}; else
 * the stand-in next to the checkout; else a published file downloaded to {@code model/} from the
 * first source that is available.
 */
public final class ModelSource {
  /** Also accepted as the name of any of the pinned files. */
  private static final String BY_HAND = "model/resnet18.onnx";

  /** Extensions that .gitignore covers. */
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(onnx|pth|pt|safetensors)$", Pattern.CASE_INSENSITIVE);

  private final Path root;
  private final ModelPins pins;
  private final ModelDownload download;
  private final ModelHash hash;
  private final Consumer<String> log;

  /**
   * @param root folder of the checkout
   * @param hash computes the hash of a file that the user chose
   * @param log receives a line for each unavailable source
   */
  public ModelSource(
      Path root, ModelPins pins, ModelDownload download, ModelHash hash, Consumer<String> log) {
    this.root = root;
    this.pins = pins;
    this.download = download;
    this.hash = hash;
    this.log = log;
  }

  /**
   * Finds or downloads a model and verifies the file.
   *
   * @throws InvalidModelException if a file exists but is the wrong one
   * @throws ModelUnavailableException if no file exists and none can be downloaded
   */
  public ModelFile find(ModelChoice choice)
      throws IOException, InterruptedException, InvalidModelException, ModelUnavailableException {
    if (!choice.file().isBlank()) {
      return named(choice);
    }
    if (!choice.url().isBlank()) {
      return fetched(choice);
    }
    for (PublishedModel source : pins.sources()) {
      Path cached = cached(source);
      if (Files.exists(cached)) {
        source.file().verify(cached, cached.toString());
        return found(cached, source.file().sha256());
      }
    }
    for (String place : List.of(BY_HAND, pins.standInFile())) {
      Path file = root.resolve(place).normalize();
      if (Files.exists(file)) {
        return pinned(file);
      }
    }
    return published();
  }

  private ModelFile published()
      throws IOException, InterruptedException, ModelUnavailableException {
    List<String> reasons = new ArrayList<>();
    for (PublishedModel source : pins.sources()) {
      try {
        download.fetch(source.url(), source.file(), cached(source));
        return found(cached(source), source.file().sha256());
      } catch (ModelUnavailableException e) {
        String reason = RedactedUrl.of(source.url().toString()) + ": " + e.getMessage();
        reasons.add(reason);
        log.accept("model source " + reasons.size() + " is not available: " + reason);
      }
    }
    throw new ModelUnavailableException(reasons);
  }

  private Path cached(PublishedModel source) {
    return root.resolve("model").resolve(source.fileName());
  }

  private ModelFile found(Path file, String sha256) {
    return new ModelFile(file, sha256, pins.notice(sha256));
  }

  private ModelFile named(ModelChoice choice) throws IOException, InvalidModelException {
    Path file = root.resolve(choice.file().strip());
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(
          "model.file: expected an ONNX file or a checkpoint at " + file + ", found none");
    }
    if (!choice.sha256().isBlank()) {
      new PinnedFile(OptionalLong.empty(), choice.sha256().strip()).verify(file, file.toString());
    }
    return found(file, hash.of(file));
  }

  private ModelFile fetched(ModelChoice choice)
      throws IOException, InterruptedException, InvalidModelException, ModelUnavailableException {
    String sha256 = choice.sha256().strip();
    if (!sha256.matches("[0-9a-fA-F]{64}")) {
      throw new InvalidModelException(
          "model.url: expected the file's hash as -Dmodel.sha256= (64 hex digits), found \""
              + sha256
              + "\"");
    }
    PinnedFile wanted = new PinnedFile(OptionalLong.empty(), sha256);
    URI url = address(choice.url().strip());
    Path cached = root.resolve("model/" + wanted.sha256().substring(0, 12) + extension(url));
    if (!Files.exists(cached) || !wanted.matches(cached)) {
      try {
        download.fetch(url, wanted, cached);
      } catch (ModelUnavailableException e) {
        throw new ModelUnavailableException(RedactedUrl.of(url.toString()) + ": " + e.getMessage());
      }
    }
    return found(cached, wanted.sha256());
  }

  /** Returns the extension for the downloaded file; its format is recognized by content. */
  private static String extension(URI url) {
    Matcher end = EXTENSION.matcher(url.getPath());
    return end.find() ? end.group().toLowerCase(Locale.ROOT) : ".onnx";
  }

  private static URI address(String text) throws InvalidModelException {
    try {
      URI url = new URI(text);
      // A name such as my_host is no host for URI, and the HTTP client would not accept it.
      if (text.matches("https?://\\S*") && url.getHost() != null && !url.getPath().isEmpty()) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Reported below without the text, which may contain a password.
    }
    throw new InvalidModelException(
        "model.url: expected an http or https address such as https://example.org/model.onnx");
  }

  private ModelFile pinned(Path file) throws IOException, InvalidModelException {
    if (!pins.contain(file)) {
      throw new InvalidModelException(
          "%s: expected one of the files that model/model.properties names, found %s; to use another"
                  .formatted(file, PinnedFile.describe(file))
              + " model, store it elsewhere and name it with -Dmodel.file=");
    }
    return found(file, Sha256.of(file));
  }
}
