package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.telemetry.Telemetry;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What happens around a snapshot. There is nothing to renew: the function opens no connection and
 * asks for no credential before it, keeps no random seed nor time, and the runtime forgets resolved
 * host names itself. A request of its own after the restore brings the pages back that every
 * request needs, and shows that the process is well.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
 *     hooks</a>
 */
final class SnapshotLifecycle implements Resource {
  private final Runnable request;
  private final Telemetry telemetry;
  private final LambdaLogger log;

  private SnapshotLifecycle(Runnable request, Telemetry telemetry, LambdaLogger log) {
    this.request = request;
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Asks the runtime to be called.
   *
   * @param request sends a request of the warm-up
   * @return for the caller to hold: the runtime holds it weakly
   */
  static SnapshotLifecycle register(Runnable request, Telemetry telemetry, LambdaLogger log) {
    SnapshotLifecycle lifecycle = new SnapshotLifecycle(request, telemetry, log);
    Core.getGlobalContext().register(lifecycle);
    return lifecycle;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    // Nothing is open that a snapshot could not hold.
  }

  /** The runtime reports exceptions and dies of errors without a word: both get one here. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {
    long start = System.nanoTime();
    try {
      telemetry.warmingUp(request);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      log.log("SnapLabel cannot go on from the snapshot: " + e.getMessage() + "\n", LogLevel.FATAL);
      throw new IllegalStateException("The restore failed: " + e.getMessage(), e);
    }
    telemetry.restored((System.nanoTime() - start) / 1e6);
  }
}
