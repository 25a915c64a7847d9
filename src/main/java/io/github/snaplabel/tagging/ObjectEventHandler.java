package io.github.snaplabel.tagging;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.event.BatchTasks;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.event.ObjectsCreated;
import io.github.snaplabel.event.QueuedMessages;
import io.github.snaplabel.event.QueuedMessages.Message;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Answers events of S3, each in the way by which its sender learns what to try again: an exception,
 * the ids of messages, the results of tasks. Thread-safe.
 */
public final class ObjectEventHandler {
  /** Objects at once, each on a thread of its own: most of their time is S3's. */
  private static final int AT_ONCE = 8;

  private final BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger;
  private final ObjectObserver observer;
  private final ObjectMapper json = new ObjectMapper();

  public ObjectEventHandler(
      BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger, ObjectObserver observer) {
    this.tagger = tagger;
    this.observer = observer;
  }

  /**
   * Labels what was created. All objects have their turn before any failure is told.
   *
   * @return for people; nobody waits for it
   * @throws IllegalStateException if any is to be tried again: Lambda sends the whole event again,
   *     and what has its labels by then is left alone
   */
  public byte[] answer(ObjectsCreated event, Invocation invocation) {
    List<ObjectResult> attempts =
        sideBySide(event.objects(), object -> attempt(object, invocation));
    List<ObjectResult.Failed> failed = failed(attempts);
    if (!failed.isEmpty()) {
      IllegalStateException problem =
          new IllegalStateException(
              "%d of %d objects to be tried again: %s"
                  .formatted(failed.size(), attempts.size(), failed.getFirst().cause()));
      // The log has told of each cause; where it is thrown from says nothing.
      problem.setStackTrace(new StackTraceElement[0]);
      throw problem;
    }
    return write(attempts.stream().map(ReportedResult::of).toList());
  }

  /**
   * Labels what messages tell of.
   *
   * @return the messages that failed
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
   *     batch responses</a>
   */
  public byte[] answer(QueuedMessages event, Invocation invocation) {
    List<Boolean> done = sideBySide(event.messages(), message -> isDone(message, invocation));
    List<BatchItemFailure> failures = new ArrayList<>();
    Set<String> brokenGroups = new HashSet<>();
    for (int i = 0; i < done.size(); i++) {
      Message message = event.messages().get(i);
      String group = message.groupId();
      // In a FIFO queue the messages after a failed one have to come after it again. That they ran
      // beside it does no harm: each is tied to its object's content by ETag or version.
      if (!done.get(i) || (group != null && brokenGroups.contains(group))) {
        failures.add(new BatchItemFailure(message.id()));
        if (group != null) {
          brokenGroups.add(group);
        }
      }
    }
    return write(new SQSBatchResponse(failures));
  }

  /** Labels what a job lists, and answers how each task ended. */
  public byte[] answer(BatchTasks event, Invocation invocation) {
    return write(
        TaskResults.answer(
            event, sideBySide(event.tasks(), task -> attempt(task.object(), invocation))));
  }

  private boolean isDone(Message message, Invocation invocation) {
    String problem = message.problem();
    if (problem != null) {
      observer.unreadableMessage(invocation.requestId(), message.id(), problem);
      return false;
    }
    return failed(message.objects().stream().map(object -> attempt(object, invocation)).toList())
        .isEmpty();
  }

  /** Whatever goes wrong with one object must not take the others with it. */
  private ObjectResult attempt(ObjectRef object, Invocation invocation) {
    ObjectResult attempt;
    try {
      attempt = new ObjectResult.Done(object, tagger.apply(object, invocation.deadline()));
    } catch (RuntimeException cause) {
      attempt = new ObjectResult.Failed(object, cause);
    }
    observer.attempted(invocation.requestId(), attempt);
    return attempt;
  }

  private static List<ObjectResult.Failed> failed(List<ObjectResult> attempts) {
    return attempts.stream()
        .filter(ObjectResult.Failed.class::isInstance)
        .map(ObjectResult.Failed.class::cast)
        .toList();
  }

  private static <T, R> List<R> sideBySide(List<T> items, Function<T, R> work) {
    return items.stream().gather(PlatformThreads.mapConcurrent(AT_ONCE, "object", work)).toList();
  }

  private byte[] write(Object answer) {
    try {
      return json.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What became of one object.
   *
   * @param outcome its stable name
   */
  private record ReportedResult(String bucket, String key, String outcome) {
    static ReportedResult of(ObjectResult attempt) {
      String outcome =
          switch (attempt) {
            case ObjectResult.Done done -> done.outcome().code();
            case ObjectResult.Failed failed -> failed.cause().toString();
          };
      return new ReportedResult(attempt.object().bucket(), attempt.object().key(), outcome);
    }
  }
}
