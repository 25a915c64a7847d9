package io.github.snaplabel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of SQS messages; the response lists those to retry.
 *
 * @param messages in the queue's order
 */
public record QueuedMessages(List<Message> messages) implements IncomingEvent {
  /**
   * One message.
   *
   * @param id identifies the message in the response ({@code itemIdentifier})
   * @param groupId in a FIFO queue, where later messages of the group wait for this one; null for
   *     standard queues, whose groups (fair queues) do not imply an order
   * @param objects that were created or restored; empty if the message reports other changes
   * @param problem why the message could not be parsed; null if it could
   */
  public record Message(
      String id, @Nullable String groupId, List<ObjectRef> objects, @Nullable String problem) {}
}
