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
 * Labels the objects of S3 events. Objects to be retried are reported as each sender expects: by an
 * exception, as IDs of messages, or as results of tasks. Thread-safe.
 */
public final class ObjectEventHandler {
  /** More than there are processors, because most of the time is spent waiting for S3. */
  public static final int MAX_CONCURRENT_OBJECTS = 8;

  private final BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger;
  private final ObjectObserver observer;
  private final ObjectMapper json = new ObjectMapper();

  public ObjectEventHandler(
      BiFunction<ObjectRef, Deadline, TaggingOutcome> tagger, ObjectObserver observer) {
    this.tagger = tagger;
    this.observer = observer;
  }

  /**
   * Labels the created objects. All objects are attempted before a failure is reported.
   *
   * @return outcomes and labels in JSON, as {@code docs/labeled-event.schema.json} describes them;
   *     Lambda sends the result of such an invocation to a destination, if there is one
   * @throws ObjectsFailedException if any object has to be retried: Lambda sends the whole event
   *     again, and objects that have been labeled by then are skipped
   */
  public byte[] handle(ObjectsCreated event, Invocation invocation) {
    List<ObjectResult> results =
        concurrently(event.objects(), object -> attempt(object, invocation));
    List<ObjectResult.Failed> failed = only(ObjectResult.Failed.class, results);
    if (!failed.isEmpty()) {
      throw new ObjectsFailedException(failed.size(), results.size(), failed.getFirst().cause());
    }
    return write(only(ObjectResult.Done.class, results).stream().map(AnnouncedResult::of).toList());
  }

  /**
   * Labels the objects in SQS messages.
   *
   * @return the IDs of the messages that failed, in JSON
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
   *     batch responses</a>
   */
  public byte[] handle(QueuedMessages event, Invocation invocation) {
    List<Boolean> done = concurrently(event.messages(), message -> process(message, invocation));
    List<BatchItemFailure> failures = new ArrayList<>();
    Set<String> failedGroups = new HashSet<>();
    for (int i = 0; i < done.size(); i++) {
      Message message = event.messages().get(i);
      String group = message.groupId();
      // In a FIFO queue, all messages of a group after a failed one have to be retried in order.
      // They may be processed concurrently, because an ETag or version identifies the content.
      if (!done.get(i) || (group != null && failedGroups.contains(group))) {
        failures.add(new BatchItemFailure(message.id()));
        if (group != null) {
          failedGroups.add(group);
        }
      }
    }
    return write(new SQSBatchResponse(failures));
  }

  /** Labels the objects of a Batch Operations job and returns the results of its tasks. */
  public byte[] handle(BatchTasks event, Invocation invocation) {
    return write(
        TaskResults.response(
            event, concurrently(event.tasks(), task -> attempt(task.object(), invocation))));
  }

  /** Returns whether all objects of the message have an outcome, so that it is not retried. */
  private boolean process(Message message, Invocation invocation) {
    String problem = message.problem();
    if (problem != null) {
      observer.unreadableMessage(invocation.requestId(), message.id(), problem);
      return false;
    }
    List<ObjectResult> results =
        message.objects().stream().map(object -> attempt(object, invocation)).toList();
    return only(ObjectResult.Failed.class, results).isEmpty();
  }

  /** Isolates failures: one object's error never affects the others. */
  private ObjectResult attempt(ObjectRef object, Invocation invocation) {
    ObjectResult result;
    try {
      result = new ObjectResult.Done(object, tagger.apply(object, invocation.deadline()));
    } catch (RuntimeException cause) {
      result = new ObjectResult.Failed(object, cause);
    }
    observer.attempted(invocation.requestId(), result);
    return result;
  }

  private static <T extends ObjectResult> List<T> only(Class<T> kind, List<ObjectResult> results) {
    return results.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <T, R> List<R> concurrently(List<T> items, Function<T, R> function) {
    return items.stream()
        .gather(PlatformThreads.mapConcurrent(MAX_CONCURRENT_OBJECTS, "object", function))
        .toList();
  }

  private byte[] write(Object response) {
    try {
      return json.writeValueAsBytes(response);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
