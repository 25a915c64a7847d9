package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.classify.NetworkLoading;
import io.github.snaplabel.event.BatchTasks;
import io.github.snaplabel.event.EventReader;
import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.event.IncomingEvent;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.event.ObjectsCreated;
import io.github.snaplabel.event.QueuedMessages;
import io.github.snaplabel.event.TestNotification;
import io.github.snaplabel.event.UnknownEventException;
import io.github.snaplabel.http.HttpApi;
import io.github.snaplabel.http.Labeling;
import io.github.snaplabel.http.ModelInfo;
import io.github.snaplabel.http.ObjectAccess;
import io.github.snaplabel.http.ResponseWriter;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.tagging.Deadline;
import io.github.snaplabel.tagging.Invocation;
import io.github.snaplabel.tagging.ObjectEventHandler;
import io.github.snaplabel.tagging.ObjectLabeler;
import io.github.snaplabel.tagging.ObjectTagger;
import io.github.snaplabel.tagging.S3Clients;
import io.github.snaplabel.tagging.S3Objects;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The Lambda function. Its constructor loads the model and sends warm-up requests, so that a
 * SnapStart snapshot contains a process that has already answered requests. Thread-safe.
 */
public final class SnapLabelHandler implements RequestStreamHandler {
  private final EventReader events = new EventReader();
  private final ResponseWriter responses = new ResponseWriter();
  private final HttpApi http;
  private final RekognitionRequests rekognition;
  private final ObjectEventHandler objects;

  /** Keeps the hooks reachable: the runtime only holds weak references to them. */
  @SuppressWarnings("UnusedVariable")
  private final SnapshotLifecycle snapshot;

  /**
   * Starts the function with the settings and the directory that the environment names.
   *
   * @throws IOException if the model cannot be read
   */
  public SnapLabelHandler() throws IOException {
    this(System.getenv(), LambdaRuntime.getLogger());
  }

  SnapLabelHandler(Map<String, String> environment, LambdaLogger log) throws IOException {
    try {
      Settings settings = Settings.of(environment);
      TimeBudget budget = TimeBudget.of(WarmUp.TIME_LIMIT, System::nanoTime);
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
      Path taskRoot = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", "."));
      ModelBundle model = ModelBundle.read(taskRoot.resolve("model"));
      if (model.manifest().notice() != null) {
        log.log(model.manifest().notice() + "\n", LogLevel.WARN);
      }
      ImageLabeler labeler =
          ImageLabeler.open(
              new NativeLibraries(taskRoot.resolve("native")),
              model,
              new LabelerOptions(
                  settings.limits(),
                  Runtime.getRuntime().availableProcessors(),
                  settings.decoder(),
                  settings.heics(),
                  settings.snapStart() ? NetworkLoading.OPTIMIZED : NetworkLoading.FAST));
      LabelOptions options = settings.labels().options(labeler.hierarchy());
      Telemetry telemetry =
          new Telemetry(
              environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "snaplabel"), System.out);
      S3Clients.keepConnections(ObjectEventHandler.MAX_CONCURRENT_OBJECTS);
      S3Objects s3 = new S3Objects(() -> S3Clients.open(environment));
      Labeling labeling =
          new Labeling(labeler, labeler.hierarchy(), options, objects(s3, labeler, settings));
      ModelInfo info = info(model, labeler);
      HttpTelemetry observer = new HttpTelemetry(telemetry, log);
      this.http = new HttpApi(settings.http(), labeling, info, observer);
      this.rekognition = new RekognitionRequests(labeling, info, observer);
      // The function's own requests need no token, so that no snapshot contains one.
      HttpApi open = http.withoutToken();
      this.objects =
          new ObjectEventHandler(
              tagger(s3, labeler, options, settings, model), new ObjectTelemetry(telemetry, log));
      if (settings.snapStart()) {
        s3.warmUp();
      }
      WarmUp warmUp = WarmUp.with(model, settings);
      this.snapshot =
          SnapshotLifecycle.register(() -> resume(warmUp, open, labeler), telemetry, log);
      telemetry.withoutRecords(() -> warmUp(warmUp, budget, open, log));
    } catch (IOException | RuntimeException | LinkageError e) {
      log.log("SnapLabel cannot start: " + e.getMessage() + "\n", LogLevel.FATAL);
      throw e;
    }
  }

  private void warmUp(WarmUp warmUp, TimeBudget budget, HttpApi open, LambdaLogger log) {
    int rounds = warmUp.run(event -> warmUp(event, open), budget);
    if (rounds < warmUp.rounds()) {
      log.log(
          "The warm-up ended early, after %d of %d rounds\n".formatted(rounds, warmUp.rounds()),
          LogLevel.INFO);
    }
  }

  /** Tests the network again, because a snapshot may be restored on another processor. */
  private void resume(WarmUp warmUp, HttpApi open, ImageLabeler labeler) {
    warmUp.sendFirst(event -> warmUp(event, open));
    try {
      labeler.selfTest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelInfo info(ModelBundle model, ImageLabeler labeler) {
    return new ModelInfo(
        model.manifest().name(),
        model.manifest().version(),
        model.precision(),
        model.manifest().inputSize(),
        model.manifest().input().resize(),
        labeler.hierarchy().classes(),
        model.manifest().labels(),
        model.manifest().activation(),
        model.manifest().trained(),
        model.manifest().notice());
  }

  private static ObjectAccess objects(S3Objects s3, ImageLabeler labeler, Settings settings) {
    int processors = Runtime.getRuntime().availableProcessors();
    return S3ObjectSource.access(
        settings, new ObjectLabeler(s3, labeler, settings.limits(), processors));
  }

  private static BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger(
      S3Objects s3,
      ImageLabeler labeler,
      LabelOptions options,
      Settings settings,
      ModelBundle model) {
    ObjectTagger tagger =
        new ObjectTagger(
            s3,
            labeler,
            settings.limits(),
            settings.tagging(),
            options,
            model.identity(),
            Runtime.getRuntime().availableProcessors());
    return (object, deadline) -> {
      settings.tagging().requireWritable(model.manifest());
      return tagger.tag(object, deadline);
    };
  }

  /**
   * Handles one event.
   *
   * @throws IOException if Lambda's streams fail
   * @throws IllegalArgumentException if the function does not handle this kind of event
   * @throws io.github.snaplabel.tagging.ObjectsFailedException if objects could not be labeled and
   *     Lambda has to retry the event
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(handle(input.readAllBytes(), Invocation.of(context), http));
  }

  /**
   * Handles a warm-up request. It is an HTTP request, so its deadline, which limits the work on
   * objects in S3, has no effect.
   */
  private byte[] warmUp(byte[] event, HttpApi open) {
    return handle(event, new Invocation("warm-up", Deadline.in(Duration.ZERO)), open);
  }

  private byte[] handle(byte[] event, Invocation invocation, HttpApi api) {
    return switch (read(event)) {
      case HttpRequest request ->
          responses.write(rekognition.handle(request, api), request.envelope());
      case ObjectsCreated created -> objects.handle(created, invocation);
      case QueuedMessages queued -> objects.handle(queued, invocation);
      case BatchTasks tasks -> objects.handle(tasks, invocation);
      case TestNotification _ -> "{}".getBytes(StandardCharsets.UTF_8);
    };
  }

  private IncomingEvent read(byte[] event) {
    try {
      return events.read(event);
    } catch (UnknownEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
