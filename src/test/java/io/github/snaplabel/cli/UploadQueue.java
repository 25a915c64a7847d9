package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.lambda.FunctionPool;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Delivers messages about uploads as SQS does to Lambda: ten per event, failed ones again. */
final class UploadQueue {
  private static final int BATCH = 10;

  /** Number of deliveries after which SQS moves a message to the dead-letter queue. */
  private static final int MAX_RECEIVES = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode event;
  private final ObjectNode message;
  private final ObjectNode notification;

  UploadQueue() throws IOException {
    event = (ObjectNode) JSON.readTree(Files.readString(Path.of("events/sqs-s3.json")));
    message = (ObjectNode) event.at("/Records/0");
    notification = (ObjectNode) JSON.readTree(message.get("body").asText());
    message.remove("md5OfBody");
  }

  /**
   * Delivers a message per upload, until the function reports no failures.
   *
   * @return the number of reported failures
   */
  int drain(List<Upload> uploads, FunctionPool functions)
      throws InterruptedException, ExecutionException {
    List<Upload> left = uploads;
    int failed = 0;
    for (int receive = 0; receive < MAX_RECEIVES && !left.isEmpty(); receive++) {
      left = receive(left, functions);
      failed += left.size();
    }
    assertThat(left).as("never done").isEmpty();
    return failed;
  }

  /** Delivers each message once, and returns those that failed. */
  private List<Upload> receive(List<Upload> uploads, FunctionPool functions)
      throws InterruptedException, ExecutionException {
    List<Callable<List<Upload>>> events = new ArrayList<>();
    for (int i = 0; i < uploads.size(); i += BATCH) {
      List<Upload> batch = uploads.subList(i, Math.min(i + BATCH, uploads.size()));
      events.add(() -> send(batch, functions));
    }
    List<Upload> failed = new ArrayList<>();
    try (ExecutorService senders = PlatformThreads.perTask("queue")) {
      for (Future<List<Upload>> sent : senders.invokeAll(events)) {
        failed.addAll(sent.get());
      }
    }
    return failed;
  }

  private List<Upload> send(List<Upload> batch, FunctionPool functions)
      throws IOException, InterruptedException {
    InvocationResult result = functions.invoke(Payload.of(event(batch)));
    assertThat(result).isInstanceOf(Success.class);
    return JSON
        .readTree(((Success) result).payload().text())
        .findValuesAsText("itemIdentifier")
        .stream()
        .map(id -> batch.get(Integer.parseInt(id)))
        .toList();
  }

  /** Returns an event whose message ids are positions in the batch. */
  String event(List<Upload> batch) {
    ArrayNode records = JSON.createArrayNode();
    for (Upload upload : batch) {
      records.add(
          message
              .deepCopy()
              .put("messageId", String.valueOf(records.size()))
              .put("body", notification(upload).toString()));
    }
    return event.deepCopy().set("Records", records).toString();
  }

  private JsonNode notification(Upload upload) {
    ObjectNode made = notification.deepCopy();
    ((ObjectNode) made.at("/Records/0/s3/object"))
        .put("key", URLEncoder.encode(upload.key(), StandardCharsets.UTF_8))
        .put("size", upload.size())
        .put("eTag", upload.eTag());
    return made;
  }
}
