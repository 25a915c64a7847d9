package io.github.snaplabel.cli.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import io.github.snaplabel.cli.loopback.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The Runtime API of one process, in front of its {@link Lifecycle}: the operations of AWS's page
 * "Using the Lambda runtime API", and the restore operations that the runtime interface client uses
 * with SnapStart.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;

  private final Lifecycle lifecycle;
  private final FunctionIdentity function;
  private final LoopbackServer server;

  private RuntimeApi(Lifecycle lifecycle, FunctionIdentity function, LoopbackServer server) {
    this.lifecycle = lifecycle;
    this.function = function;
    this.server = server;
  }

  /** Opens an API on any free port. */
  static RuntimeApi open(Lifecycle lifecycle, FunctionIdentity function) throws IOException {
    LoopbackServer server = LoopbackServer.bind(0, "runtime-api");
    RuntimeApi api = new RuntimeApi(lifecycle, function, server);
    server.route(ROOT, api::handle);
    server.start();
    return api;
  }

  /** Returns host and port, the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    InetSocketAddress address = server.address();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + path) {
        case "GET invocation/next" -> sendNext(exchange);
        case "GET restore/next" -> {
          lifecycle.awaitRestore();
          LoopbackResponse.send(exchange, OK);
        }
        case "POST init/error" -> {
          FailureKind kind =
              errorType(exchange).equals("Runtime.BeforeCheckpointError")
                  ? FailureKind.CHECKPOINT
                  : FailureKind.INIT;
          lifecycle.failInit(kind, error(exchange));
          LoopbackResponse.send(exchange, ACCEPTED);
        }
        case "POST restore/error" -> {
          lifecycle.failRestore(error(exchange));
          LoopbackResponse.send(exchange, ACCEPTED);
        }
        default -> LoopbackResponse.send(exchange, receiveResult(exchange, path.split("/")));
      }
    } catch (InterruptedException e) {
      // The API is being closed, so the response is not read.
      Thread.currentThread().interrupt();
    }
  }

  private void sendNext(HttpExchange exchange) throws IOException, InterruptedException {
    PendingInvocation invocation = lifecycle.next();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id().toString());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", function.arn());
    headers.set("Lambda-Runtime-Trace-Id", TraceId.next());
    Payload event = invocation.event();
    LoopbackResponse.send(exchange, OK, event.size(), event::writeTo);
  }

  /**
   * Receives {@code invocation/ID/response} or {@code invocation/ID/error}.
   *
   * @return the HTTP status
   */
  private int receiveResult(HttpExchange exchange, String[] path) throws IOException {
    if (path.length != 3
        || !path[0].equals("invocation")
        || !exchange.getRequestMethod().equals("POST")) {
      return NOT_FOUND;
    }
    Optional<PendingInvocation> invocation = lifecycle.invocation(path[1]);
    if (invocation.isEmpty()) {
      return BAD_REQUEST;
    }
    return switch (path[2]) {
      case "response" -> receiveResponse(exchange, invocation.get());
      case "error" -> {
        invocation.get().fail(FailureKind.HANDLER, error(exchange));
        yield ACCEPTED;
      }
      default -> NOT_FOUND;
    };
  }

  private static int receiveResponse(HttpExchange exchange, PendingInvocation invocation)
      throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      byte[] response = body.readNBytes(Payload.MAX_RESPONSE_BYTES + 1);
      if (response.length > Payload.MAX_RESPONSE_BYTES) {
        // The runtime does not read the status before it has sent everything.
        body.transferTo(OutputStream.nullOutputStream());
        invocation.fail(FailureKind.RESPONSE_TOO_LARGE, FunctionError.responseTooLarge());
        return TOO_LARGE;
      }
      invocation.succeed(Payload.of(response));
      return ACCEPTED;
    }
  }

  private static FunctionError error(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      return FunctionError.reported(errorType(exchange), Payload.of(body.readAllBytes()));
    }
  }

  private static String errorType(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    return type == null ? "Runtime.Unknown" : type;
  }

  /** Closes the connection of a runtime that is waiting. */
  @Override
  public void close() {
    server.close();
  }
}
