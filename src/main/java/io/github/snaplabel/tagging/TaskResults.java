package io.github.snaplabel.tagging;

import com.amazonaws.services.lambda.runtime.events.S3BatchResponse;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse.Result;
import com.amazonaws.services.lambda.runtime.events.S3BatchResponse.ResultCode;
import io.github.snaplabel.event.BatchTasks;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Creates responses to S3 Batch Operations, which stops a job if too many of its tasks fail. A task
 * is therefore reported as succeeded, with the outcome's code as its result string, unless it has
 * to be retried: unsupported images in a bucket must not prevent the others from being labeled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html">
 *     Invoke AWS Lambda function</a>
 */
final class TaskResults {
  private TaskResults() {}

  /**
   * Returns the response for all tasks.
   *
   * @param results in the tasks' order
   */
  static S3BatchResponse response(BatchTasks event, List<ObjectResult> results) {
    List<Result> reported = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String id = event.tasks().get(i).id();
      reported.add(
          switch (results.get(i)) {
            case ObjectResult.Done done ->
                new Result(id, ResultCode.Succeeded, resultString(done.outcome()));
            case ObjectResult.Failed failed ->
                new Result(id, code(failed.cause()), failed.cause().toString());
          });
    }
    return new S3BatchResponse(
        event.schemaVersion(), ResultCode.PermanentFailure, event.invocationId(), reported);
  }

  private static String resultString(TaggingOutcome outcome) {
    return outcome instanceof Tagged tagged ? tagged.labels() : outcome.code();
  }

  /** Retries do not help against a missing permission, a wrong region or an untrained model. */
  private static ResultCode code(RuntimeException cause) {
    boolean permanent =
        switch (cause) {
          case UntrainedModelException _ -> true;
          case S3Exception error ->
              (error.statusCode() == 403 || isWrongRegion(error)) && !error.isThrottlingException();
          default -> false;
        };
    return permanent ? ResultCode.PermanentFailure : ResultCode.TemporaryFailure;
  }

  /** A temporary redirect (307) only lasts until DNS knows the region of a new bucket. */
  private static boolean isWrongRegion(S3Exception error) {
    return error.statusCode() != 307 && BucketRegion.isMismatch(error);
  }
}
