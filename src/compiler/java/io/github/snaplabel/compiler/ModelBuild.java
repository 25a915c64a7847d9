package io.github.snaplabel.compiler;

import static java.util.Locale.ROOT;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.graph.ModelReader;
import io.github.snaplabel.compiler.packaging.FunctionPlatform;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelAdvice;
import io.github.snaplabel.compiler.source.ModelChoice;
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
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The build's step that makes the bundle; Maven calls it after the classes are compiled. */
@Command(name = "build-model", description = "Makes the model that the function loads.")
final class ModelBuild implements Callable<Integer> {
  /** The exit code for a refusal, whose reason is in the file that {@code --refusal} names. */
  static final int REFUSED = 3;

  private static final String FORGET = "-Dmodel.default=true forgets that";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String ROOT_OPTION = "--root";

  @Option(names = ROOT_OPTION, required = true, description = "The checkout.")
  private Path root = Path.of("");

  @Option(names = "--natives", required = true, description = "Folder of native libraries.")
  private Path natives = Path.of("");

  @Option(names = "--output", required = true, description = "Folder of the bundle.")
  private Path output = Path.of("");

  @Option(
      names = "--refusal",
      required = true,
      description = "File for the reason if the build is refused.")
  private Path refusal = Path.of("");

  @Option(names = "--file", description = "An ONNX file or a checkpoint; empty for the usual one.")
  private String file = "";

  @Option(names = "--url", description = "Address of such a file; empty for the usual one.")
  private String url = "";

  @Option(names = "--sha256", description = "The file's hash, 64 hex digits; may be empty.")
  private String sha256 = "";

  @Option(names = "--calibration", description = "Folder of photos; empty for the usual ones.")
  private String calibration = "";

  @Option(names = "--untrained", description = "true: seeded weights in place of a model.")
  private String untrained = "false";

  @Mixin private TraitOptions traits = new TraitOptions();

  @Option(names = "--precision", description = "What the function uses: int8 or fp32.")
  private String precision = "int8";

  @Option(names = "--architecture", description = "What the function runs on: x86_64 or arm64.")
  private String architecture = "x86_64";

  @Option(names = "--proxy-host", description = "Of the proxy for downloads; may be empty.")
  private String proxyHost = "";

  @Option(names = "--proxy-port", description = "Of the proxy for downloads; may be empty.")
  private String proxyPort = "";

  @Option(
      names = "--package",
      required = true,
      description = "File for what the package is made of.")
  private Path packageProperties = Path.of("");

  /** Has been looked for already when options are read. */
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--default", description = "Whether to forget the options of the last build.")
  private boolean forgetful;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final LastBuild last;

  private ModelBuild(LastBuild last) {
    this.last = last;
  }

  /**
   * Exits with 0 (a bundle, or the note that there is no model) or 3 (refused). What goes wrong in
   * any other way is a fault of the build itself and ends with 1 or 2.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The same without leaving the process. */
  static int run(String... arguments) {
    // As Maven calls it, what is not set arrives as an empty value.
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

  /** The remembered options have to be known before picocli reads any. */
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
      System.err.println("as in the last build: %s (%s)".formatted(used, FORGET));
    }
    try {
      build(new ModelChoice(file, url, sha256));
      return 0;
    } catch (InvalidModelException e) {
      return refuse(e.getMessage());
    } catch (IOException e) {
      // Its message may be no more than a file's name.
      return refuse("the model cannot be built: " + e);
    }
  }

  /**
   * Leaves the reason to Maven, which ends with it: printed here, it would be far above the end.
   */
  private int refuse(@Nullable String reason) throws IOException {
    String used = last.used(spec.options());
    String whole =
        used.isEmpty()
            ? String.valueOf(reason)
            : "%s (as in the last build: %s; %s)".formatted(reason, used, FORGET);
    PropertyFile.write(refusal, Map.of("model.refused", "true", "model.refusal", whole));
    return REFUSED;
  }

  private void build(ModelChoice choice)
      throws IOException, InterruptedException, OrtException, InvalidModelException {
    String platform = oneOf("lambda.arch", architecture, "x86_64", "arm64");
    Precision used =
        Precision.valueOf(oneOf("model.precision", precision, "int8", "fp32").toUpperCase(ROOT));
    Map<String, String> toPackage =
        new TreeMap<>(FunctionPlatform.valueOf(platform.toUpperCase(ROOT)).properties());
    toPackage.put("package.precision", precision);
    PropertyFile.write(packageProperties, toPackage);
    Path folder = root.resolve("model");
    ModelPins pins = ModelPins.read(folder.resolve("model.properties"));
    ModelTraits said = traits.traits(root);
    Path photos = calibration.isBlank() ? null : root.resolve(calibration.strip());
    ModelFile source;
    try {
      if (oneOf("model.untrained", untrained, "true", "false").equals("true")) {
        said = untrained(said, choice);
        source = UntrainedNetwork.write(folder, classes(said, folder));
      } else {
        source = models(pins).find(choice);
      }
    } catch (ModelUnavailableException e) {
      if (choice.isExplicit()) {
        throw new InvalidModelException(
            "the model that was asked for cannot be had: " + e.getMessage());
      }
      OutputFolder.leaveNote(output, ModelAdvice.of(e.reasons(), pins.sources()));
      // Whoever packages reads the rest at the end.
      System.err.println(ModelAdvice.NO_MODEL);
      return;
    }
    if (source.notice() != null) {
      System.err.println("warning: " + source.notice());
    }
    NativeLibraries libraries = new NativeLibraries(natives);
    libraries.useForOnnxRuntime();
    new ModelCompiler(new PhotoReader(libraries), System.out::println)
        .compile(new Recipe(source, folder, photos, used, said), output);
    last.keep(spec.options(), memory(root));
  }

  /** Gives an untrained model its name, under which nobody takes it for another. */
  private static ModelTraits untrained(ModelTraits said, ModelChoice choice)
      throws InvalidModelException {
    if (choice.isExplicit()) {
      throw new InvalidModelException(
          "model.untrained: an untrained model has no file; leave out -Dmodel.file and -Dmodel.url");
    }
    if (said.name() != null && !said.name().equals(UntrainedNetwork.NAME)) {
      throw new InvalidModelException(
          "model.untrained: an untrained model is always called %s; leave out -Dmodel.name=%s"
              .formatted(UntrainedNetwork.NAME, said.name()));
    }
    return said.withName(UntrainedNetwork.NAME);
  }

  /** Returns how many classes the labels name. */
  private static int classes(ModelTraits said, Path folder)
      throws IOException, InvalidModelException {
    Path labels = said.labels() == null ? folder.resolve(ModelBundle.LABELS) : said.labels();
    return LabelFile.read(labels).size();
  }

  private ModelSource models(ModelPins pins) {
    Proxies proxies = new Proxies(proxyHost, proxyPort, System.getenv(), System.err::println);
    ModelDownload download = new ModelDownload(System.err, PATIENCE, proxies);
    return new ModelSource(root, pins, download, ModelReader::sha256, System.err::println);
  }

  private static String oneOf(String property, String value, String... allowed)
      throws InvalidModelException {
    if (!List.of(allowed).contains(value)) {
      throw new InvalidModelException(
          "%s: expected %s, found \"%s\"".formatted(property, String.join(" or ", allowed), value));
    }
    return value;
  }
}
