package io.github.snaplabel.cli.gateway;

import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Emulates an HTTP API whose only route invokes a function. Thread-safe.
 *
 * <p>Its own error responses follow AWS's pages "Invoking a Lambda function using an Amazon API
 * Gateway endpoint: Error handling" and "Quotas for HTTP APIs".
 */
final class GatewayEmulator implements AutoCloseable {
  /** Maximum size of a request's body, in bytes. */
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  /** Time limit of an invocation. A slower function continues, but its response is ignored. */
  static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

  static final GatewayResponse FORBIDDEN = GatewayResponse.gatewayError(403, "Forbidden");
  static final GatewayResponse REQUEST_TOO_LONG =
      GatewayResponse.gatewayError(413, "Request Too Long");
  private static final GatewayResponse INTEGRATION_FAILED =
      GatewayResponse.gatewayError(502, "Internal Server Error");
  private static final GatewayResponse INTEGRATION_TIMED_OUT =
      GatewayResponse.gatewayError(503, "Service Unavailable");

  private final Integration function;
  private final Duration timeout;
  private final Consumer<String> log;
  private final ExecutorService invocations = PlatformThreads.perTask("invocation");

  GatewayEmulator(Integration function, Duration timeout, Consumer<String> log) {
    this.function = function;
    this.timeout = timeout;
    this.log = log;
  }

  /** Passes a request to the function, and returns its response or the API's own error. */
  GatewayResponse handle(GatewayRequest request) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    Payload event = new HttpApiEvent(request, requestId, Instant.now()).payload();
    GatewayResponse response =
        event.size() > Payload.MAX_EVENT_BYTES ? REQUEST_TOO_LONG : invoke(event);
    return response.withHeader("Apigw-Requestid", requestId);
  }

  private GatewayResponse invoke(Payload event) throws InterruptedException {
    Future<InvocationResult> result = invocations.submit(() -> function.invoke(event));
    try {
      return switch (result.get(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        case Success success -> FunctionResponse.parse(success.payload());
        case Failure failure -> {
          log.accept(failure.sentence());
          yield INTEGRATION_FAILED;
        }
      };
    } catch (MalformedResponseException e) {
      log.accept("The function's response is malformed: " + e.getMessage());
      return INTEGRATION_FAILED;
    } catch (ExecutionException e) {
      log.accept("The function cannot be run: " + e.getCause());
      return INTEGRATION_FAILED;
    } catch (TimeoutException e) {
      log.accept("The function did not respond within %d s".formatted(timeout.toSeconds()));
      return INTEGRATION_TIMED_OUT;
    }
  }

  @Override
  public void close() {
    invocations.shutdownNow();
  }
}
