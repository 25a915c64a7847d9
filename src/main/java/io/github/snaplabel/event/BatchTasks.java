package io.github.snaplabel.event;

import java.util.List;

/**
 * Tasks of an S3 Batch Operations job; the response contains the result of every task.
 *
 * @param schemaVersion {@code 1.0} or {@code 2.0}, repeated in the response
 * @param invocationId repeated in the response
 * @param tasks currently always one
 */
public record BatchTasks(String schemaVersion, String invocationId, List<Task> tasks)
    implements IncomingEvent {
  /**
   * One object to label.
   *
   * @param id identifies the task in the response
   * @param object without ETag and size, which a job does not provide
   */
  public record Task(String id, ObjectRef object) {}
}
