package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.image.ImageLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that labels picture files, several at once, and reports them in the order given. */
@Command(
    name = "classify",
    description = "Labels picture files.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every picture was labeled",
      "1:a picture could not be read, or the report could not be written",
      "2:the command line is wrong"
    })
final class ClassifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Picture files, folders to search recursively, or - for standard input.")
  private List<String> paths = List.of();

  @Option(
      names = {"-k", "--top-k"},
      paramLabel = "N",
      defaultValue = "5",
      description = "Maximum number of labels per picture (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      defaultValue = "0",
      description = "Minimum probability of a label, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double minConfidence;

  @Option(
      names = "--certainty",
      paramLabel = "P",
      defaultValue = "" + LabelOptions.DEFAULT_CERTAINTY,
      description = "Minimum probability of the sure label, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double certainty;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ReportFormat format = ReportFormat.table;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Pictures to label at once (default: number of processors).")
  private @Nullable Integer jobs;

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException, MissingModelException {
    LabelOptions options = options();
    int processors = Runtime.getRuntime().availableProcessors();
    ImageFiles files = ImageFiles.find(paths);
    int concurrency = Math.clamp(files.found().size(), 1, jobs == null ? processors : jobs);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    try (ImageLabeler labeler = open(model.installation(), Math.max(1, processors / concurrency))) {
      Summary summary = label(files, new FileLabeler(labeler, options), concurrency);
      if (!out.checkError()) {
        summary.print(errors);
      }
      return summary.exitCode(out.checkError());
    }
  }

  private Summary label(ImageFiles files, FileLabeler labeler, int concurrency) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    Summary summary = new Summary(files.skipped());
    try (Report report = format.open(out, files, labeler.longestLabel());
        Progress progress = Progress.of(files.found().size())) {
      files.found().stream()
          .gather(PlatformThreads.mapConcurrent(concurrency, "image", labeler::label))
          // Stop when standard output fails: its reader has exited (| head), or the disk is full.
          .takeWhile(_ -> !out.checkError())
          .forEach(outcome -> {
            progress.step();
            summary.count(outcome);
            switch (outcome) {
              case FileOutcome.LabeledFile labeled -> report.add(labeled);
              case FileOutcome.UnreadableFile failed -> {
                failed.print(errors);
                report.add(failed);
              }
              case FileOutcome.NotAnImageFile _ -> {}
            }
          });
    }
    return summary;
  }

  private LabelOptions options() {
    if (jobs != null) {
      UsageErrors.requireAtLeast(spec, "--jobs", jobs, 1);
    }
    UsageErrors.requireAtLeast(spec, "--top-k", topK, 1);
    UsageErrors.requireProbability(spec, "--min-confidence", minConfidence);
    UsageErrors.requireProbability(spec, "--certainty", certainty);
    return new LabelOptions(new TopK(topK, minConfidence), certainty, Selection.ALL);
  }

  private ImageLabeler open(Installation installation, int threads)
      throws IOException, MissingModelException {
    ModelBundle bundle = installation.bundle();
    UntrainedModelWarning.warn(bundle.manifest(), spec.commandLine().getErr());
    return ImageLabeler.open(
        installation.natives(),
        bundle,
        LabelerOptions.of(ImageLimits.DEFAULT).withThreads(threads));
  }
}
