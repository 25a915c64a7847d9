package io.github.snaplabel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownEventsTest {
  private static String messageFor(String event) {
    try {
      return fail("read as " + Events.read(event));
    } catch (UnknownEventException e) {
      return e.getMessage();
    }
  }

  @Test
  void anUnknownEventIsReportedByItsKeysOnly() {
    assertThat(messageFor("{\"name\": \"secret\", \"id\": {\"inner\": 1}}"))
        .startsWith("The event is an object with the keys name, id; expected one of API Gateway")
        .doesNotContain("secret", "inner");
  }

  @Test
  void longKeysAndLongListsOfKeysAreTruncated() {
    StringBuilder event = new StringBuilder("{\"" + "k".repeat(5000) + "\": 1");
    for (int i = 0; i < 1000; i++) {
      event.append(", \"key").append(i).append("\": 1");
    }

    assertThat(messageFor(event.append('}').toString())).hasSizeLessThan(1100).contains(", ...");
  }

  @Test
  void aKeyIsNotTruncatedInTheMiddleOfACharacter() {
    assertThat(messageFor("{\"" + "k" + "🐈".repeat(50) + "\": 1}"))
        .contains("k" + "🐈".repeat(39) + ";");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "17",
        "{",
        "{}",
        "{} {}",
        "\uFEFF{}",
        "{\"Records\": []}",
        "{\"Records\": {}}",
        "{\"Records\": [1]}",
        "{\"Records\": [{}]}",
        "{\"Records\": [{\"eventSource\": \"aws:kinesis\"}]}",
        "{\"Records\": [{\"eventSource\": \"aws:s3\"}]}",
        "{\"Records\": [{\"eventSource\": \"aws:s3\"}, {\"eventSource\": \"aws:sqs\"}]}",
        "{\"Records\": [{\"eventSource\": \"aws:sqs\"}]}",
        "{\"Records\": [{\"EventSource\": \"aws:sns\"}]}",
        "{\"source\": \"aws.s3\", \"detail-type\": \"Object Created\"}",
        "{\"source\": \"aws.ec2\", \"detail-type\": \"Object Created\"}",
        "{\"invocationSchemaVersion\": \"1.0\", \"tasks\": []}",
        "{\"invocationSchemaVersion\": \"1.0\", \"tasks\": [{}]}",
        "{\"httpMethod\": \"GET\"}",
        "{\"httpMethod\": \"GET\", \"requestContext\": {}}",
        "{\"requestContext\": {\"http\": {\"method\": \"GET\"}}}"
      })
  void anEventWithoutARequiredFieldIsUnknown(String event) {
    assertThat(messageFor(event)).startsWith("The event");
  }

  @Test
  void theMessageForALoadBalancerSaysWhatToUseInstead() {
    String event =
        """
        {"requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:x"}},
         "httpMethod": "POST", "path": "/classify", "queryStringParameters": {"topK": "1"},
         "headers": {"accept": "*/*"}, "body": "", "isBase64Encoded": false}
        """;

    assertThat(messageFor(event))
        .isEqualTo(
            "The event comes from an Application Load Balancer, which is not supported; expected API"
                + " Gateway or a function URL");
  }

  @Test
  void theMessageForLambdaAtEdgeNamesIt() {
    assertThat(messageFor("{\"Records\": [{\"cf\": {\"config\": {\"eventType\": \"x\"}}}]}"))
        .isEqualTo(
            "The event's records are from Lambda@Edge (CloudFront); expected records from S3, SNS or"
                + " SQS");
    assertThat(messageFor("{\"Records\": [{\"kinesis\": {}, \"eventID\": \"secret\"}]}"))
        .isEqualTo(
            "The event's records are an object with the keys kinesis, eventID; expected records from"
                + " S3, SNS or SQS");
  }

  @Test
  void aCallRecordedByCloudTrailIsRejectedInsteadOfIgnored() {
    String event =
        """
        {"version": "0", "detail-type": "AWS API Call via CloudTrail", "source": "aws.s3",
         "detail": {"eventSource": "s3.amazonaws.com", "eventName": "PutObject",
           "requestParameters": {"bucketName": "photos", "key": "a.jpg"}}}
        """;

    assertThat(messageFor(event))
        .startsWith("The event is an API call recorded by CloudTrail, for which nothing is labeled")
        .contains("\"Object Created\"", "EventBridge is enabled");
  }

  @Test
  void aFailedInvocationOfAnUnknownEventIsUnknown() {
    String failed =
        "{\"requestContext\": {\"condition\": \"RetriesExhausted\"}, \"requestPayload\": %s}";
    String deep = "{\"a\": 1}";
    for (int i = 0; i < 400; i++) {
      deep = failed.formatted(deep);
    }

    assertThat(messageFor(failed.formatted("{\"tasks\": []}")))
        .isEqualTo("The message contains an object with the keys tasks");
    assertThat(messageFor(deep)).isEqualTo("The message contains an object with the keys a");
    assertThat(messageFor("{\"requestPayload\": {}, \"requestContext\": {}}"))
        .startsWith(
            "The event is an object with the keys requestPayload, requestContext; expected");
  }

  @Test
  void aKeyCannotForgeALineOfTheLog() {
    assertThat(messageFor("{\"a\\n[ERROR] b\\u0085c\\u2028\\u001b[2J\": 1}"))
        .contains("the keys a?[ERROR] b?c??[2J;");
  }

  @Test
  void deepNestingIsRejected() {
    String deep = "{\"a\":".repeat(100_000);

    assertThatExceptionOfType(UnknownEventException.class).isThrownBy(() -> Events.read(deep));
  }

  @Test
  void damagedEventsAreEitherParsedOrUnknown() throws IOException {
    Random random = new Random(20261124);
    EventReader reader = new EventReader();
    byte[] valid = Events.file("http-rest-image");
    byte[][] seeds = {
      Events.file("http-health"),
      Events.file("http-not-an-image"),
      valid,
      """
      {"Records":[{"eventSource":"aws:sqs","messageId":"m","body":"{\\"Records\\":[{\\"eventSource\\":\\"aws:s3\\",
      \\"eventName\\":\\"ObjectCreated:Put\\",\\"s3\\":{\\"bucket\\":{\\"name\\":\\"b\\"},\\"object\\":{\\"key\\":\\"a%20b\\"}}}]}"}]}
      """
          .replace("\n", "")
          .getBytes(StandardCharsets.UTF_8)
    };
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = damage(seeds[round % seeds.length].clone(), random);
      try {
        assertThat(reader.read(damaged)).isNotNull();
        read++;
      } catch (UnknownEventException e) {
        assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1200);
      }
    }
    assertThat(read).as("some survive their damage").isBetween(1, 19_999);
  }

  private static byte[] damage(byte[] event, Random random) {
    byte[] alphabet = "{}[]\":,\\u0nte %\u0000".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(Math.min(event.length, 2000));
      event[at] =
          random.nextBoolean()
              ? alphabet[random.nextInt(alphabet.length)]
              : (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(event, random.nextInt(event.length)) : event;
  }
}
