package io.github.snaplabel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import io.github.snaplabel.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the benchmark: creates the images, measures each peer in its own process, prints a report
 * and writes {@code benchmark.json}.
 */
final class Benchmark {
  /** What {@code worker.py} imports. */
  private static final Set<String> PYTHON_LIBRARIES =
      Set.of("numpy", "onnxruntime", "pillow", "pillow-heif");

  private final Options options;
  private final Plan plan;
  private final Commands commands;
  private final Optional<HeicWriter> heic;
  private final Path photos;

  private Benchmark(Options options, Commands commands, Optional<Path> python) {
    this.options = options;
    this.plan = Plan.of(options.quick());
    this.commands = commands;
    this.heic = python.map(interpreter -> new HeicWriter(interpreter, options));
    this.photos = options.work().resolve("photos");
  }

  /** Takes {@link Options}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ImageException {
    Options options = Options.parse(arguments);
    if (!Files.exists(options.bundle().resolve(ModelBundle.MANIFEST))) {
      System.err.println(
          "There is no compiled model: run 'mvn package', which says what is missing.");
      System.exit(1);
    }
    ModelManifest manifest = ModelBundle.read(options.bundle()).manifest();
    if (!manifest.networks().containsKey(Precision.INT8)
        || !manifest.input().equals(ModelInput.of(ResizedSize.CROP))) {
      System.err.println(
          "The benchmark compares int8 and fp32 at 224 pixels, with ImageNet's preprocessing: build"
              + " such a model, or the default one with -Dmodel.default=true.");
      System.exit(1);
    }
    Files.createDirectories(options.work());
    PythonEnvironment environment =
        new PythonEnvironment(
            options.work().resolve("venv"),
            options.root().resolve("src/test/python/requirements.txt"),
            options.work().resolve("venv.log"));
    Optional<Path> python = environment.prepare();
    if (python.isEmpty()) {
      System.err.println("Without Python: see target/bench/venv.log.");
    }
    Setup setup =
        new Setup(
            options.natives(),
            options.bundle(),
            CheckpointExport.onnx(options.model(), options.work().resolve("model.onnx")));
    Commands commands = new Commands(options, setup, python);
    Map<String, String> versions = versions(commands);
    if (python.isPresent()) {
      versions.put("for Python", String.join(" ", environment.versions(PYTHON_LIBRARIES)));
    }
    Results results = new Benchmark(options, commands, python).run(versions);
    Path file = options.target().resolve("benchmark.json");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), results);
    System.out.println(new MarkdownReport(results).write());
    System.out.print(
        new LabelAccuracy(options.bundle(), options.natives()).report(options.photos()));
  }

  private static Map<String, String> versions(Commands commands) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Java", System.getProperty("java.vendor") + " " + Runtime.version());
    versions.put("ONNX Runtime", commands.version("onnxruntime"));
    versions.put("DJL", commands.version("onnxruntime-engine"));
    versions.put("TwelveMonkeys", commands.version("imageio-webp"));
    return versions;
  }

  private Results run(Map<String, String> versions) throws IOException, InterruptedException {
    say("making photos");
    Path folder = options.work().resolve("folder-" + plan.folderImages());
    Photos maker =
        new Photos(
            options.root().resolve("model/calibration"), new WebpWriter(options.natives()), heic);
    List<Case> cases = maker.writeCases(photos);
    maker.writeFolder(folder, plan.folderImages());

    RuntimeDirectory runtime = RuntimeDirectory.open(options.target().resolve("runtime"));
    List<Run> runs = new ArrayList<>();
    for (Processors processors : Processors.values()) {
      runs.add(run(processors, runtime, cases, folder));
    }
    say("comparing answers");
    return Results.of(options.quick(), Machine.current(), versions, runs, compare());
  }

  private Run run(Processors processors, RuntimeDirectory runtime, List<Case> cases, Path folder)
      throws IOException, InterruptedException {
    say(processors.label() + ": measuring the function");
    Path packaged = options.target().resolve("function");
    RuntimeDirectory pinned =
        new RuntimeDirectory(
            runtime.path(),
            runtime.libraries(),
            runtime.nativeClient(),
            processors.java(runtime.java(), options.work()));
    FunctionFigures function =
        FunctionFigures.measure(
            packaged,
            pinned,
            options.root().resolve("events/http-api-image.json"),
            plan.functions());
    say(processors.label() + ": measuring the function with S3");
    TaggingFigures tagging = TaggingFigures.measure(packaged, pinned, Case.SMALL.in(photos), plan);
    say(processors.label() + ": measuring starts");
    List<StartRow> starts =
        new Starts(measured(), peer -> start(peer, commands.fresh(peer, processors)), photos, plan)
            .measure(cases);
    List<WorkerProcess> workers = start(processors);
    try {
      say(processors.label() + ": measuring latency");
      List<Row> rows = new Latency(workers, photos, plan).measure(cases);
      say(processors.label() + ": measuring throughput");
      List<PeerRow> peers = Throughput.measure(workers, folder, plan);
      return Run.of(processors, rows, starts, peers, function, tagging);
    } finally {
      close(workers);
    }
  }

  private List<PeerKind> measured() {
    return commands.peers().stream().filter(kind -> kind != PeerKind.OURS_FP32_FULL).toList();
  }

  private List<Agreement> compare() throws IOException {
    List<Agreement> agreements = new ArrayList<>();
    List<WorkerProcess> workers = start(Processors.ALL);
    try {
      WorkerProcess python =
          workers.stream()
              .filter(worker -> worker.kind() == PeerKind.PYTHON)
              .findAny()
              .orElse(null);
      Reference reference = Reference.of(options.photos(), python);
      if (!reference.photos().isEmpty()) {
        for (WorkerProcess worker : workers) {
          agreements.add(reference.compare(worker));
        }
        PeerKind full = PeerKind.OURS_FP32_FULL;
        try (WorkerProcess worker = start(full, commands.of(full, Processors.ALL))) {
          agreements.add(reference.compare(worker));
        }
      }
    } finally {
      close(workers);
    }
    return agreements;
  }

  /** Starts a process of each measured peer. */
  private List<WorkerProcess> start(Processors processors) throws IOException {
    List<WorkerProcess> workers = new ArrayList<>();
    try {
      for (PeerKind peer : measured()) {
        workers.add(start(peer, commands.of(peer, processors)));
      }
      return workers;
    } catch (IOException e) {
      close(workers);
      throw e;
    }
  }

  private static void close(List<WorkerProcess> workers) throws IOException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
  }

  private WorkerProcess start(PeerKind peer, List<String> command) throws IOException {
    return new WorkerProcess(peer, command, options.work().resolve(peer.label() + ".log"));
  }

  private static void say(String what) {
    System.err.println("benchmark: " + what);
  }
}
