package io.github.snaplabel.event;

import java.util.List;

/**
 * Work of an S3 Batch Operations job; the answer tells the outcome of every task.
 *
 * @param schemaVersion {@code 1.0} or {@code 2.0}, repeated in the answer
 * @param invocationId repeated in the answer
 * @param jobId of the job
 * @param tasks today always one
 */
public record BatchTasks(String schemaVersion, String invocationId, String jobId, List<Task> tasks)
    implements IncomingEvent {
  /**
   * One object to work on.
   *
   * @param id what the answer names it by
   * @param object without ETag and size, which a job does not tell
   */
  public record Task(String id, ObjectRef object) {}
}
