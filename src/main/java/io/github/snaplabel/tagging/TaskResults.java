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
 * What S3 Batch Operations is told. It stops a job of which too many tasks fail, so that every task
 * that is not to be tried again has succeeded, with the outcome's code as its result string: a
 * bucket full of pictures in a format that is not read still gets its JPEGs labeled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html">
 *     Invoke AWS Lambda function</a>
 */
final class TaskResults {
  private TaskResults() {}

  /**
   * The answer for all tasks.
   *
   * @param attempts in the tasks' order
   */
  static S3BatchResponse answer(BatchTasks event, List<ObjectResult> attempts) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      String id = event.tasks().get(i).id();
      results.add(
          switch (attempts.get(i)) {
            case ObjectResult.Done done ->
                new Result(id, ResultCode.Succeeded, reason(done.outcome()));
            case ObjectResult.Failed failed ->
                new Result(id, code(failed.cause()), failed.cause().toString());
          });
    }
    return new S3BatchResponse(
        event.schemaVersion(), ResultCode.PermanentFailure, event.invocationId(), results);
  }

  private static String reason(TaggingOutcome outcome) {
    return outcome instanceof Tagged tagged ? tagged.labels() : outcome.code();
  }

  /** A missing permission, a wrong region or an untrained model is the same for each retry. */
  private static ResultCode code(RuntimeException cause) {
    boolean lasting =
        switch (cause) {
          case UntrainedModelException _ -> true;
          case S3Exception refused ->
              (refused.statusCode() == 403 || refused.statusCode() == 301)
                  && !refused.isThrottlingException();
          default -> false;
        };
    return lasting ? ResultCode.PermanentFailure : ResultCode.TemporaryFailure;
  }
}
