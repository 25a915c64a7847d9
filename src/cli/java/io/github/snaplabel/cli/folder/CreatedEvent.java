package io.github.snaplabel.cli.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.folder.s3.EmbeddedS3;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.lambda.Payload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The event that S3 sends for a new object (S3 User Guide: "Event message structure").
 *
 * @param time when the object was found
 * @param sequencer increases from one event to the next
 */
record CreatedEvent(FolderObject object, Instant time, long sequencer) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Payload payload() {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("eventVersion", "2.1");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", "us-east-1");
    record.put("eventTime", time.toString());
    record.put("eventName", "ObjectCreated:Put");
    record.putObject("userIdentity").put("principalId", "local");
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record.putObject("responseElements").put("x-amz-request-id", "local");
    ObjectNode s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0").put("configurationId", "snaplabel");
    ObjectNode bucket = s3.putObject("bucket");
    bucket.put("name", EmbeddedS3.BUCKET);
    bucket.putObject("ownerIdentity").put("principalId", "local");
    bucket.put("arn", "arn:aws:s3:::" + EmbeddedS3.BUCKET);
    s3.putObject("object")
        .put("key", urlEncoded(object.key()))
        .put("size", object.version().size())
        .put("eTag", object.eTag())
        .put("sequencer", "%018X".formatted(sequencer));
    return Payload.of(event.toString());
  }

  /** Encodes a key as S3 does: form encoding, except for slashes. */
  private static String urlEncoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
