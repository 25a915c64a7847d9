package io.github.snaplabel.cli;

import io.github.snaplabel.Settings;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.cli.bucket.BucketListing;
import io.github.snaplabel.cli.bucket.BucketTagger;
import io.github.snaplabel.cli.bucket.DryRun;
import io.github.snaplabel.cli.bucket.RemoteBucket;
import io.github.snaplabel.cli.bucket.S3Location;
import io.github.snaplabel.cli.bucket.TagSummary;
import io.github.snaplabel.tagging.ObjectStore;
import io.github.snaplabel.tagging.ObjectTagger;
import io.github.snaplabel.tagging.S3Clients;
import io.github.snaplabel.tagging.TimeLimit;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that labels objects already in S3, as the function labels new ones. */
@Command(
    name = "tag",
    description = {
      "Labels the objects in an S3 bucket and writes the labels to their tags.",
      "Skips objects already labeled by the same model, so that an interrupted run resumes where it"
          + " stopped. Reads the function's settings from the environment (SNAPLABEL_*)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every object was processed",
      "1:some objects failed, and are listed, or the bucket could not be read",
      "2:the command line is wrong"
    })
final class TagCommand implements Callable<Integer> {
  /** Limits each S3 call and the download of each object, which may use a slow connection. */
  private static final TimeLimit TIME_LIMIT = TimeLimit.perStep(Duration.ofMinutes(2));

  private static final int MAX_JOBS = 256;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "S3-URL",
      description = "s3://BUCKET, or s3://BUCKET/PREFIX for keys with that prefix.")
  private String url = "";

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "S3-compatible server to use instead of AWS, such as MinIO.")
  private @Nullable String s3Endpoint;

  @Option(
      names = "--dry-run",
      description = "Print the tags, one line per object, instead of writing them.")
  private boolean dryRun;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "16",
      description = "Objects to process at once (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws IOException, MissingModelException, InterruptedException {
    TagSummary summary = tag(location(), server());
    PrintWriter errors = spec.commandLine().getErr();
    if (dryRun) {
      if (spec.commandLine().getOut().checkError()) {
        return 0;
      }
      return summary.dryRunExitCode(errors);
    }
    return summary.exitCode(errors);
  }

  private TagSummary tag(S3Location location, @Nullable URI server)
      throws IOException, MissingModelException, InterruptedException {
    Settings settings = Settings.of(System.getenv());
    S3Clients.keepConnections(jobs);
    Installation installation = model.installation();
    ModelBundle bundle = installation.bundle();
    UntrainedModelWarning.warn(bundle.manifest(), spec.commandLine().getErr());
    if (!dryRun) {
      settings.tagging().requireWritable(bundle.manifest());
    }
    try (RemoteBucket bucket = RemoteBucket.open(location, server, System.getenv());
        ImageLabeler labeler =
            ImageLabeler.open(
                installation.natives(),
                bundle,
                LabelerOptions.of(settings.limits()).withHeics(settings.heics()));
        Progress progress =
            dryRun ? Progress.ofUnknownLengthWithReport() : Progress.ofUnknownLength()) {
      ObjectTagger tagger =
          new ObjectTagger(
              store(bucket),
              labeler,
              settings.limits(),
              settings.tagging(),
              settings.labels().options(labeler.hierarchy()),
              bundle.identity(),
              Runtime.getRuntime().availableProcessors());
      BucketListing objects = bucket.list();
      return new BucketTagger(
              objects,
              object -> tagger.tag(object, TIME_LIMIT),
              () -> {
                progress.step();
                if (dryRun && spec.commandLine().getOut().checkError()) {
                  // Stop when standard output fails: its reader has exited, or the disk is full.
                  objects.stop();
                }
              })
          .run(jobs);
    }
  }

  private ObjectStore store(RemoteBucket bucket) {
    return dryRun ? new DryRun(bucket.objects(), spec.commandLine().getOut()) : bucket.objects();
  }

  private @Nullable URI server() {
    return s3Endpoint == null ? null : UsageErrors.s3Endpoint(spec, s3Endpoint);
  }

  private S3Location location() {
    UsageErrors.requireInRange(spec, "--jobs", jobs, 1, MAX_JOBS);
    try {
      return S3Location.parse(url);
    } catch (IllegalArgumentException e) {
      throw UsageErrors.usageException(spec, String.valueOf(e.getMessage()));
    }
  }
}
