package io.github.snaplabel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of SQS messages; the answer names those to be tried again.
 *
 * @param messages in the queue's order
 */
public record QueuedMessages(List<Message> messages) implements IncomingEvent {
  /**
   * One message.
   *
   * @param id what the answer names it by ({@code itemIdentifier})
   * @param groupId of a FIFO queue's message, whose successors wait for it; null for messages of
   *     standard queues, which have groups as well (fair queues) but no order
   * @param objects that were created or restored, as the message tells; none if it tells of other
   *     things
   * @param problem why the message could not be understood, else null
   */
  public record Message(
      String id, @Nullable String groupId, List<ObjectRef> objects, @Nullable String problem) {}
}
