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
 * An HTTP API with one function behind all its routes. Thread-safe.
 *
 * <p>What it answers for a function that fails is from AWS's pages "Invoking a Lambda function
 * using an Amazon API Gateway endpoint: Error handling" and "Quotas for HTTP APIs".
 */
final class GatewayEmulator implements AutoCloseable {
  /** The longest body, in bytes. */
  static final int MAX_BODY = 10 * 1024 * 1024;

  /** The longest that a function may take: one that takes longer runs on, unheard. */
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  static final GatewayResponse TOO_LONG = GatewayResponse.ofGateway(413, "Request Too Long");
  private static final GatewayResponse FAILED =
      GatewayResponse.ofGateway(502, "Internal Server Error");
  private static final GatewayResponse TOO_SLOW =
      GatewayResponse.ofGateway(503, "Service Unavailable");

  private final Integration function;
  private final Duration maxWait;
  private final Consumer<String> log;
  private final ExecutorService invocations = PlatformThreads.perTask("invocation");

  GatewayEmulator(Integration function, Duration maxWait, Consumer<String> log) {
    this.function = function;
    this.maxWait = maxWait;
    this.log = log;
  }

  GatewayResponse answer(GatewayRequest request) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    Payload event = new HttpApiEvent(request, requestId, Instant.now()).payload();
    GatewayResponse answer = event.size() > Payload.MAX_EVENT ? TOO_LONG : invoke(event);
    return answer.withHeader("Apigw-Requestid", requestId);
  }

  private GatewayResponse invoke(Payload event) throws InterruptedException {
    Future<InvocationResult> result = invocations.submit(() -> function.invoke(event));
    try {
      return switch (result.get(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
        case Success answer -> FunctionResponse.read(answer.payload());
        case Failure failure -> {
          log.accept(failure.sentence());
          yield FAILED;
        }
      };
    } catch (MalformedResponseException e) {
      log.accept("The function's answer is malformed: " + e.getMessage());
      return FAILED;
    } catch (ExecutionException e) {
      log.accept("The function cannot be run: " + e.getCause());
      return FAILED;
    } catch (TimeoutException e) {
      log.accept("The function did not answer within %d s".formatted(maxWait.toSeconds()));
      return TOO_SLOW;
    }
  }

  @Override
  public void close() {
    invocations.shutdownNow();
  }
}
