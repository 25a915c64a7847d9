package io.github.snaplabel.build;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.vision.NativeLibraries;
import io.github.snaplabel.vision.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The build's step that makes the bundle; Maven calls it after the classes are compiled. */
@Command(name = "build-model", description = "Makes the model that the function loads.")
final class ModelBuild implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(names = "--root", required = true, description = "The checkout.")
  private Path root = Path.of("");

  @Option(names = "--natives", required = true, description = "Folder of native libraries.")
  private Path natives = Path.of("");

  @Option(names = "--output", required = true, description = "Folder of the bundle.")
  private Path output = Path.of("");

  @Option(names = "--file", description = "An ONNX file; empty for the usual one.")
  private String file = "";

  @Option(names = "--url", description = "Address of an ONNX file; empty for the usual one.")
  private String url = "";

  @Option(names = "--sha256", description = "The file's hash, 64 hex digits; may be empty.")
  private String sha256 = "";

  @Option(
      names = "--input-size",
      converter = InputSize.class,
      description = "Height and width of the network's input: 224, 196 or 168.")
  private int inputSize = ModelContract.TRAINED_SIZE;

  @Option(names = "--precision", description = "What the function uses: int8 or fp32.")
  private Precision precision = Precision.INT8;

  private ModelBuild() {}

  /** Exits with 0 (a bundle, or the note that there is no model), 1 (refused) or 2 (misused). */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The same without leaving the process. */
  static int run(String... arguments) {
    return new CommandLine(new ModelBuild())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException, OrtException {
    try {
      build(new ModelChoice(file, url, sha256));
      return 0;
    } catch (InvalidModel e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      // Its message may be no more than a file's name.
      System.err.println("the model cannot be built: " + e);
      return 1;
    }
  }

  private void build(ModelChoice choice)
      throws IOException, InterruptedException, OrtException, InvalidModel {
    Path folder = root.resolve("model");
    ModelSource models =
        new ModelSource(
            root,
            ModelPins.read(folder.resolve("model.properties")),
            new ModelDownload(System.err, PATIENCE));
    SourceModel source;
    try {
      source = models.find(choice);
    } catch (ModelUnavailable e) {
      if (choice.isExplicit()) {
        throw new InvalidModel("the model that was asked for cannot be had: " + e.getMessage());
      }
      System.err.println(OutputFolder.leaveNote(output, e.reason()));
      return;
    }
    NativeLibraries libraries = new NativeLibraries(natives);
    libraries.useForOnnxRuntime();
    new ModelCompiler(new PhotoReader(libraries), System.out::println)
        .compile(new Recipe(source, folder, inputSize, precision), output);
  }

  /** Reads the option: only sizes that the network's strides divide well, as they were measured. */
  private static final class InputSize implements ITypeConverter<Integer> {
    private static final List<String> ALLOWED = List.of("224", "196", "168");

    @Override
    public Integer convert(String value) {
      if (!ALLOWED.contains(value)) {
        throw new TypeConversionException("expected 224, 196 or 168, found " + value);
      }
      return Integer.valueOf(value);
    }
  }
}
