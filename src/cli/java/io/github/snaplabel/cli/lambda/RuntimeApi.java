package io.github.snaplabel.cli.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The HTTP side of one process's {@link Lifecycle}: what AWS's page "Using the Lambda runtime API"
 * describes, and the restore that its runtime interface client asks for under SnapStart.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int NO_BODY = -1;

  private final Lifecycle lifecycle;
  private final FunctionIdentity function;
  private final HttpServer server;
  private final ExecutorService threads = PlatformThreads.perTask("runtime-api");

  private RuntimeApi(Lifecycle lifecycle, FunctionIdentity function, HttpServer server) {
    this.lifecycle = lifecycle;
    this.function = function;
    this.server = server;
  }

  /** Opens one on a port of its own. */
  static RuntimeApi open(Lifecycle lifecycle, FunctionIdentity function) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    RuntimeApi api = new RuntimeApi(lifecycle, function, HttpServer.create(anyPort, 0));
    api.server.createContext(ROOT, api::handle);
    api.server.setExecutor(api.threads);
    api.server.start();
    return api;
  }

  /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    InetSocketAddress address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + path) {
        case "GET invocation/next" -> sendNext(exchange);
        case "GET restore/next" -> {
          lifecycle.awaitRestore();
          exchange.sendResponseHeaders(OK, NO_BODY);
        }
        case "POST init/error" -> {
          FailureKind kind =
              errorType(exchange).equals("Runtime.BeforeCheckpointError")
                  ? FailureKind.CHECKPOINT
                  : FailureKind.INIT;
          lifecycle.failInit(kind, error(exchange));
          exchange.sendResponseHeaders(ACCEPTED, NO_BODY);
        }
        case "POST restore/error" -> {
          lifecycle.failRestore(error(exchange));
          exchange.sendResponseHeaders(ACCEPTED, NO_BODY);
        }
        default -> exchange.sendResponseHeaders(takeResult(exchange, path.split("/")), NO_BODY);
      }
    } catch (InterruptedException e) {
      // The API is being closed; nobody reads the answer.
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
    int size = invocation.event().size();
    exchange.sendResponseHeaders(OK, size == 0 ? NO_BODY : size);
    if (size > 0) {
      invocation.event().writeTo(exchange.getResponseBody());
    }
  }

  /** Takes {@code invocation/ID/response} or {@code invocation/ID/error}; gives the status. */
  private int takeResult(HttpExchange exchange, String[] path) throws IOException {
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
      case "response" -> takeAnswer(exchange, invocation.get());
      case "error" -> {
        invocation.get().fail(FailureKind.HANDLER, error(exchange));
        yield ACCEPTED;
      }
      default -> NOT_FOUND;
    };
  }

  private static int takeAnswer(HttpExchange exchange, PendingInvocation invocation)
      throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      byte[] answer = body.readNBytes(Payload.MAX_ANSWER + 1);
      if (answer.length > Payload.MAX_ANSWER) {
        // The runtime takes no notice of the status before it has sent all.
        body.transferTo(OutputStream.nullOutputStream());
        invocation.fail(FailureKind.ANSWER_TOO_LARGE, FunctionError.answerTooLarge());
        return TOO_LARGE;
      }
      invocation.answer(Payload.of(answer));
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

  /** Cuts the connection of a runtime that still waits. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
