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
import io.github.snaplabel.tagging.TimeLimit;
import io.github.snaplabel.tagging.UntrainedModelException;
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

/** Labels what is in S3 already, as the function labels what comes. */
@Command(
    name = "tag",
    description = {
      "Labels the objects in a bucket of S3 and writes the labels to their tags.",
      "What has labels of the same model is left alone, so that a run that was ended goes on where"
          + " it was. The function's settings are taken from the environment (SNAPLABEL_*)."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every object is done",
      "1:some failed, which are named, or none could be reached",
      "2:the command line is wrong"
    })
final class TagCommand implements Callable<Integer> {
  /** For one call to S3, or the content of one object over a slow line. */
  private static final TimeLimit LIMIT = TimeLimit.perStep(Duration.ofMinutes(2));

  private static final int MOST_JOBS = 256;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "S3-URL",
      description = "s3://BUCKET, or s3://BUCKET/PREFIX for the keys that begin so.")
  private String url = "";

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "An S3 server other than AWS's, such as MinIO's.")
  private @Nullable URI s3Endpoint;

  @Option(names = "--dry-run", description = "Write no tags; print them, a line an object.")
  private boolean dryRun;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "16",
      description = "Objects side by side (${DEFAULT-VALUE}).")
  private int jobs;

  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() throws InterruptedException {
    S3Location location = location();
    PrintWriter errors = spec.commandLine().getErr();
    try {
      TagSummary summary = tag(location);
      if (dryRun) {
        if (spec.commandLine().getOut().checkError()) {
          return 0;
        }
        errors.println("Nothing was written.");
      }
      return summary.exitCode(errors);
    } catch (MissingModelException | UntrainedModelException | IOException e) {
      errors.println(e.getMessage());
      errors.flush();
      return 1;
    }
  }

  private TagSummary tag(S3Location location)
      throws IOException, MissingModelException, InterruptedException {
    Settings settings = Settings.of(System.getenv());
    Installation installation = model.installation();
    ModelBundle bundle = installation.bundle();
    UntrainedModelWarning.warn(bundle.manifest(), spec.commandLine().getErr());
    if (!dryRun) {
      settings.tagging().requireWritable(bundle.manifest());
    }
    try (RemoteBucket bucket = RemoteBucket.open(location, s3Endpoint, System.getenv(), jobs);
        ImageLabeler labeler =
            ImageLabeler.open(
                installation.natives(), bundle, LabelerOptions.of(settings.limits()));
        Progress progress = Progress.openEnded(dryRun)) {
      ObjectTagger tagger =
          new ObjectTagger(
              store(bucket),
              labeler,
              settings.limits(),
              settings.tagging(),
              bundle.identity(),
              Runtime.getRuntime().availableProcessors());
      BucketListing objects = bucket.list();
      return new BucketTagger(
              objects,
              object -> tagger.tag(object, LIMIT),
              () -> {
                progress.step();
                if (dryRun && spec.commandLine().getOut().checkError()) {
                  // Nobody reads what comes now: the reader has gone, or the disk is full.
                  objects.end();
                }
              })
          .run(jobs);
    }
  }

  private ObjectStore store(RemoteBucket bucket) {
    return dryRun ? new DryRun(bucket.objects(), spec.commandLine().getOut()) : bucket.objects();
  }

  private S3Location location() {
    UsageErrors.check(spec, "--jobs", jobs, 1, MOST_JOBS);
    if (s3Endpoint != null && !UsageErrors.isServer(s3Endpoint)) {
      throw UsageErrors.wrong(
          spec,
          "--s3-endpoint must be such as http://localhost:9000, not '%s'".formatted(s3Endpoint));
    }
    try {
      return S3Location.parse(url);
    } catch (IllegalArgumentException e) {
      throw UsageErrors.wrong(spec, String.valueOf(e.getMessage()));
    }
  }
}
