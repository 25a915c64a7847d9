package io.github.snaplabel.compiler;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelAdvice;
import io.github.snaplabel.compiler.source.ModelDownload;
import io.github.snaplabel.compiler.source.ModelFile;
import io.github.snaplabel.compiler.source.ModelPins;
import io.github.snaplabel.compiler.source.ModelSource;
import io.github.snaplabel.compiler.source.ModelUnavailableException;
import io.github.snaplabel.compiler.source.Proxies;
import io.github.snaplabel.compiler.source.UntrainedNetwork;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds the model bundle; Maven runs it after compiling the classes. */
@Command(name = "build-model", description = "Builds the model bundle that the function loads.")
final class ModelBuild implements Callable<Integer> {
  /** Exit code for a refused build; the reason is in the file given by {@code --refusal}. */
  static final int REFUSED = 3;

  private static final String RESET_HINT = "-Dmodel.default=true discards these";

  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(30);

  private static final String ROOT_OPTION = "--root";

  @Option(names = ROOT_OPTION, required = true, description = "Folder of the checkout.")
  private Path root = Path.of("");

  @Option(names = "--natives", required = true, description = "Folder of native libraries.")
  private Path natives = Path.of("");

  @Option(names = "--output", required = true, description = "Folder of the bundle.")
  private Path output = Path.of("");

  @Option(
      names = "--refusal",
      required = true,
      description = "Output file: the reason, if the build is refused.")
  private Path refusal = Path.of("");

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private TraitOptions traits = new TraitOptions();

  @Mixin private PackageOptions packaging = new PackageOptions();

  @Option(names = "--proxy-host", description = "Proxy for downloads; may be empty.")
  private String proxyHost = "";

  @Option(names = "--proxy-port", description = "Proxy for downloads; may be empty.")
  private String proxyPort = "";

  @Option(
      names = "--package",
      required = true,
      description = "Output file: properties for packaging.")
  private Path packageProperties = Path.of("");

  /** Evaluated before picocli parses the options. */
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--default", description = "true: discard the options of the last build.")
  private boolean reset;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final LastBuild last;

  private ModelBuild(LastBuild last) {
    this.last = last;
  }

  /**
   * Exits with 0 (bundle written, or a note that there is no model) or 3 (refused). Any other
   * failure is a bug in the build and exits with 1 or 2.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the build and returns its exit code. */
  static int run(String... arguments) {
    // Maven passes a property that is not set as an empty value.
    List<String> given =
        Stream.of(arguments).filter(argument -> !argument.matches("--[a-z0-9-]+=")).toList();
    LastBuild last =
        given.contains("--default=true")
            ? LastBuild.forgotten(given)
            : LastBuild.read(memory(Path.of(root(given))), given);
    return new CommandLine(new ModelBuild(last))
        .setDefaultValueProvider(last)
        .execute(given.toArray(String[]::new));
  }

  /**
   * Returns the checkout's folder, which is needed before picocli parses the options: their
   * defaults come from a file in it.
   */
  private static String root(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(ROOT_OPTION + "="))
        .findFirst()
        .map(argument -> argument.substring(ROOT_OPTION.length() + 1))
        .orElse("");
  }

  private static Path memory(Path root) {
    return root.resolve("model").resolve(LastBuild.FILE);
  }

  @Override
  public Integer call() throws IOException, InterruptedException, OrtException {
    Files.deleteIfExists(refusal);
    if (last.fault() != null) {
      return refuse(last.fault() + "; delete it, or build with -Dmodel.default=true");
    }
    String used = last.used(spec.options());
    if (!used.isEmpty()) {
      System.err.println("as in the last build: %s (%s)".formatted(used, RESET_HINT));
    }
    try {
      build();
      return 0;
    } catch (InvalidModelException e) {
      return refuse(e.getMessage());
    } catch (IOException e) {
      // The message of an IOException may be just a file name.
      return refuse("the model cannot be built: " + e);
    }
  }

  /** Writes the reason to a file, so that Maven prints it as its last message. */
  private int refuse(@Nullable String reason) throws IOException {
    String used = last.used(spec.options());
    String whole =
        used.isEmpty()
            ? String.valueOf(reason)
            : "%s (as in the last build: %s; %s)".formatted(reason, used, RESET_HINT);
    PropertyFile.write(refusal, Map.of("model.refused", "true", "model.refusal", whole));
    return REFUSED;
  }

  private void build()
      throws IOException, InterruptedException, OrtException, InvalidModelException {
    Map<String, String> properties = packaging.properties();
    PropertyFile.write(packageProperties, properties);
    Path folder = root.resolve("model");
    ModelPins pins = ModelPins.read(folder.resolve("model.properties"));
    ModelTraits described = traits.traits(root);
    ModelFile source;
    try {
      if (model.untrained()) {
        described = untrained(described);
        source = UntrainedNetwork.write(folder, classes(described, folder));
      } else {
        source = models(pins).find(model.choice());
      }
    } catch (ModelUnavailableException e) {
      if (model.choice().isExplicit()) {
        throw new InvalidModelException("the chosen model is unavailable: " + e.getMessage());
      }
      OutputFolder.leaveNote(output, ModelAdvice.of(e.reasons(), pins.sources()));
      // Maven prints the advice at the end if the model is needed.
      System.err.println(ModelAdvice.NO_MODEL);
      return;
    }
    properties.put("package.source", source.file().toString());
    PropertyFile.write(packageProperties, properties);
    if (source.notice() != null) {
      System.err.println("warning: " + source.notice());
    }
    NativeLibraries libraries = new NativeLibraries(natives);
    libraries.useForOnnxRuntime();
    Recipe recipe =
        new Recipe(source, folder, traits.calibration(root), packaging.precision(), described);
    new ModelCompiler(new PhotoReader(libraries), System.out::println).compile(recipe, output);
    last.keep(spec.options(), memory(root));
  }

  /** Sets the name of an untrained model, so that it cannot be mistaken for a trained one. */
  private static ModelTraits untrained(ModelTraits traits) throws InvalidModelException {
    if (traits.name() != null && !traits.name().equals(UntrainedNetwork.NAME)) {
      throw new InvalidModelException(
          "model.untrained: an untrained model is always called %s; leave out -Dmodel.name=%s"
              .formatted(UntrainedNetwork.NAME, traits.name()));
    }
    return traits.withName(UntrainedNetwork.NAME);
  }

  /** Returns the number of class labels. */
  private static int classes(ModelTraits traits, Path folder)
      throws IOException, InvalidModelException {
    Path labels = traits.labels() == null ? folder.resolve(ModelBundle.LABELS) : traits.labels();
    return LabelFile.read(labels).size();
  }

  private ModelSource models(ModelPins pins) {
    Proxies proxies = new Proxies(proxyHost, proxyPort, System.getenv(), System.err::println);
    ModelDownload download = new ModelDownload(System.err, DOWNLOAD_TIMEOUT, proxies);
    return new ModelSource(root, pins, download, ModelReader::sha256, System.err::println);
  }
}
