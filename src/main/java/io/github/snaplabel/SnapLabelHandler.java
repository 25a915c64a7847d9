package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
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
import io.github.snaplabel.http.ModelInfo;
import io.github.snaplabel.http.ResponseWriter;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.tagging.Deadline;
import io.github.snaplabel.tagging.Invocation;
import io.github.snaplabel.tagging.ObjectEventHandler;
import io.github.snaplabel.tagging.ObjectTagger;
import io.github.snaplabel.tagging.S3Clients;
import io.github.snaplabel.tagging.S3Objects;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The Lambda function. Its constructor loads the model and warms up, so that a SnapStart snapshot
 * holds a process that has answered requests already. Thread-safe.
 */
public final class SnapLabelHandler implements RequestStreamHandler {
  private final EventReader events = new EventReader();
  private final ResponseWriter responses = new ResponseWriter();
  private final HttpApi http;
  private final ObjectEventHandler objects;

  /** Held here, as the runtime holds what it calls around a snapshot only weakly. */
  @SuppressWarnings("UnusedVariable")
  private final SnapshotLifecycle snapshot;

  /** Starts the function as Lambda does: settings and place come from the environment. */
  public SnapLabelHandler() throws IOException {
    this(System.getenv(), LambdaRuntime.getLogger());
  }

  SnapLabelHandler(Map<String, String> environment, LambdaLogger log) throws IOException {
    try {
      Settings settings = Settings.of(environment);
      TimeBudget budget = TimeBudget.after(WarmUp.timeFor(settings), System::nanoTime);
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
                  settings.limits(), Runtime.getRuntime().availableProcessors(), settings.jpegs()));
      Telemetry telemetry =
          new Telemetry(
              environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "snaplabel"), System.out);
      this.http =
          new HttpApi(
              settings.http(), labeler, info(model, labeler), new HttpTelemetry(telemetry, log));
      // What we send ourselves needs no token, and no snapshot holds one.
      HttpApi open = http.withoutToken();
      S3Objects s3 = new S3Objects(() -> S3Clients.open(environment));
      this.objects =
          new ObjectEventHandler(
              tagger(s3, labeler, settings, model), new ObjectTelemetry(telemetry, log));
      if (settings.snapStart()) {
        s3.warmUp();
      }
      WarmUp warmUp = WarmUp.with(model, settings);
      this.snapshot =
          SnapshotLifecycle.register(
              () -> warmUp.once(event -> warmUp(event, open)), telemetry, log);
      telemetry.warmingUp(() -> warmUp(warmUp, budget, open, log));
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

  private static ModelInfo info(ModelBundle model, ImageLabeler labeler) {
    return new ModelInfo(
        model.manifest().name(),
        model.manifest().version(),
        model.precision(),
        model.manifest().inputSize(),
        labeler.labels().size(),
        model.manifest().labels(),
        model.manifest().activation(),
        model.manifest().trained(),
        labeler.labels().longestName(),
        model.manifest().notice());
  }

  private static BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger(
      S3Objects s3, ImageLabeler labeler, Settings settings, ModelBundle model) {
    ObjectTagger tagger =
        new ObjectTagger(
            s3,
            labeler,
            settings.limits(),
            settings.tagging(),
            model.identity(),
            Runtime.getRuntime().availableProcessors());
    return (object, deadline) -> {
      settings.tagging().check(model.manifest());
      return tagger.tag(object, deadline);
    };
  }

  /**
   * Answers one event.
   *
   * @throws IOException if Lambda's streams fail
   * @throws IllegalArgumentException if the event is of no kind that the function answers
   * @throws IllegalStateException if objects could not be labelled and are to be tried again
   */
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(answer(event.readAllBytes(), Invocation.of(context), http));
  }

  /** Requests of the warm-up touch no object. */
  private byte[] warmUp(byte[] event, HttpApi open) {
    return answer(event, new Invocation("warm-up", Deadline.in(Duration.ZERO)), open);
  }

  private byte[] answer(byte[] event, Invocation call, HttpApi api) {
    return switch (read(event)) {
      case HttpRequest request -> responses.write(api.handle(request), request.envelope());
      case ObjectsCreated created -> objects.answer(created, call);
      case QueuedMessages queued -> objects.answer(queued, call);
      case BatchTasks tasks -> objects.answer(tasks, call);
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
