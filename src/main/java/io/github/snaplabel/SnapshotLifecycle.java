package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.snaplabel.telemetry.Telemetry;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * The hooks that the runtime calls before a snapshot and after its restore. Nothing has to be
 * renewed: before the snapshot, the function opens no connections, fetches no credentials and keeps
 * no random seed or time, and the runtime itself drops its cache of host names. After the restore,
 * the function sends itself one request, which loads the memory pages that every request needs, and
 * tests its network again, because it may run on another processor.
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
   * Registers the hooks with the runtime.
   *
   * @param request sends one warm-up request and runs the self-test
   * @return the hooks, which the caller must keep reachable: the runtime only holds a weak
   *     reference
   */
  static SnapshotLifecycle register(Runnable request, Telemetry telemetry, LambdaLogger log) {
    SnapshotLifecycle lifecycle = new SnapshotLifecycle(request, telemetry, log);
    Core.getGlobalContext().register(lifecycle);
    return lifecycle;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    // Nothing is open that a snapshot cannot contain.
  }

  /** The runtime reports exceptions but exits silently on errors, so both are logged here. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {
    long start = System.nanoTime();
    try {
      telemetry.withoutRecords(request);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      log.log(
          "SnapLabel cannot resume from the snapshot: " + e.getMessage() + "\n", LogLevel.FATAL);
      throw new IllegalStateException("The restore failed: " + e.getMessage(), e);
    }
    telemetry.restored((System.nanoTime() - start) / 1e6);
  }
}
