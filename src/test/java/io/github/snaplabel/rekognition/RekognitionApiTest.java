package io.github.snaplabel.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.http.HttpResponse;
import io.github.snaplabel.http.ObjectId;
import io.github.snaplabel.http.ObjectSource.Obstacle;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RekognitionApiTest {
  private static final String NAMES_OBJECT =
      "{\"Image\": {\"S3Object\": {\"Bucket\": \"photos\", \"Name\": \"a\"}}}";

  private static final String DOG = base64("beagle=0.6 basset=0.2 tabby=0.1");

  private final RekognitionFixture api = new RekognitionFixture();

  private static String base64(String image) {
    return Base64.getEncoder().encodeToString(image.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a request with an image and further members, in single quotes. */
  private static String request(String members) {
    return "{'Image': {'Bytes': '%s'}%s}".formatted(DOG, members).replace('\'', '"');
  }

  private static JsonNode json(HttpResponse response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  private List<String> names(String members) throws Exception {
    HttpResponse response = api.send(request(members));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return json(response).path("Labels").valueStream().map(it -> it.path("Name").asText()).toList();
  }

  private void assertFault(HttpResponse response, String type) throws Exception {
    assertThat(json(response).path("__type").asText()).as(response.body()).isEqualTo(type);
    assertThat(response.status()).isEqualTo(400);
    assertThat(json(response).path("Message").asText()).isNotBlank();
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/x-amz-json-1.1")
        .containsEntry("x-amzn-ErrorType", type)
        .containsEntry("x-amzn-RequestId", "request-1");
  }

  @Test
  void parentsAreLabelsWithTheConfidenceOfTheirClassesTogether() throws Exception {
    HttpResponse response = api.send(request(""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/x-amz-json-1.1")
        .containsEntry("x-amzn-RequestId", "request-1");
    JsonNode body = json(response);
    assertThat(body.path("LabelModelVersion").asText()).isEqualTo("resnet18/int8/5f730abdd83c");
    assertThat(body.path("Labels").valueStream())
        .map(label -> label.path("Name").asText() + " " + label.path("Confidence").asDouble())
        .containsExactly("Mammal 90.0", "Animal 90.0", "Hound 80.0", "Dog 80.0", "Beagle 60.0");
    assertThat(body.at("/Labels/4").toString())
        .isEqualTo(
            "{\"Name\":\"Beagle\",\"Confidence\":60.0,\"Instances\":[],\"Parents\":"
                + "[{\"Name\":\"Animal\"},{\"Name\":\"Mammal\"},{\"Name\":\"Dog\"},{\"Name\":\"Hound\"}],"
                + "\"Aliases\":[],\"Categories\":[{\"Name\":\"Animal\"}]}");
    assertThat(body.at("/Labels/3/Aliases/0/Name").asText()).isEqualTo("Domestic Dog");
    assertThat(api.observed()).containsExactly("labeled 31");
  }

  @Test
  void labelsAreLimitedByNumberAndConfidence() throws Exception {
    assertThat(names(", 'MaxLabels': 2")).containsExactly("Mammal", "Animal");
    assertThat(names(", 'MaxLabels': 0")).isEmpty();
    assertThat(names(", 'MinConfidence': 85")).containsExactly("Mammal", "Animal");
    assertThat(names(", 'MinConfidence': 60.0")).contains("Beagle");
    assertThat(names(", 'MinConfidence': 60.1")).doesNotContain("Beagle");
    assertThat(names(", 'MinConfidence': 100")).isEmpty();
    assertThat(names(", 'MinConfidence': 0, 'MaxLabels': 2147483647")).hasSize(1000);
    assertThat(names(", 'MaxLabels': null, 'Features': null, 'Unknown': {}")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'LabelInclusionFilters': ['dog', 'Selfie'] | Dog",
        "'LabelCategoryInclusionFilters': ['ANIMAL'], 'LabelExclusionFilters': ['Dog', 'Hound'] |"
            + " Mammal,Animal,Beagle",
        "'LabelInclusionFilters': ['Dog'], 'LabelCategoryInclusionFilters': ['Animal'] |"
            + " Mammal,Animal,Hound,Dog,Beagle",
        "'LabelInclusionFilters': ['Dog'], 'LabelCategoryExclusionFilters': ['Animal'] | \"\"",
        "'LabelExclusionFilters': ['Animal'] | Mammal,Hound,Dog,Beagle",
        "'LabelInclusionFilters': [] | Mammal,Animal,Hound,Dog,Beagle"
      })
  void filtersIncludeAndExcludeLabels(String filters, String expected) throws Exception {
    assertThat(
            String.join(
                ",",
                names(
                    ", 'Features': ['GENERAL_LABELS'], 'Settings': {'GeneralLabels': {%s}}"
                        .formatted(filters))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ", 'MaxLabels': -1 | InvalidParameterException",
        ", 'MaxLabels': 1.5 | SerializationException",
        ", 'MaxLabels': 12345678901 | SerializationException",
        ", 'MinConfidence': -0.1 | InvalidParameterException",
        ", 'MinConfidence': 100.1 | InvalidParameterException",
        ", 'MinConfidence': '55' | SerializationException",
        ", 'Features': ['IMAGE_PROPERTIES'] | InvalidParameterException",
        ", 'Features': ['GENERAL_LABELS', 'FACES'] | InvalidParameterException",
        ", 'Features': 'GENERAL_LABELS' | SerializationException",
        ", 'Features': [1] | SerializationException",
        ", 'Settings': [] | SerializationException",
        ", 'Settings': {'ImageProperties': {}} | InvalidParameterException",
        ", 'Settings': {'GeneralLabels': {'LabelInclusionFilters': 'x'}} | SerializationException",
        ", 'Image': {} | SerializationException"
      })
  void invalidParametersAreRefusedBeforeTheImageIsRead(String members, String type)
      throws Exception {
    assertFault(api.send(request(members)), type);
    assertThat(api.observed()).isEmpty();
  }

  @Test
  void aListOfMoreThanAHundredFiltersIsRefused() throws Exception {
    String filters = "'x',".repeat(100) + "'y'";
    assertFault(
        api.send(
            request(
                ", 'Settings': {'GeneralLabels': {'LabelExclusionFilters': [%s]}}"
                    .formatted(filters))),
        "InvalidParameterException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | InvalidParameterException",
        "{'Image': {}} | InvalidParameterException",
        "{'Image': {'Bytes': 'AAAA', 'S3Object': {'Bucket': 'photos', 'Name': 'a'}}} |"
            + " InvalidParameterException",
        "{'Image': {'Bytes': ''}} | InvalidParameterException",
        "{'Image': {'Bytes': '!!!!'}} | SerializationException",
        "{'Image': {'Bytes': 7}} | SerializationException",
        "{'Image': {'Bytes': 'AAAA'}} | InvalidImageFormatException",
        "{'Image': {'Bytes': 'Y29ycnVwdA=='}} | InvalidImageFormatException",
        "{'Image': {'Bytes': 'aHVnZQ=='}} | ImageTooLargeException",
        "{'Image': {'S3Object': {}}} | InvalidParameterException",
        "{'Image': {'S3Object': {'Bucket': 'photos'}}} | InvalidParameterException",
        "{'Image': {'S3Object': {'Bucket': 'photos', 'Name': 'a', 'Version': ''}}} |"
            + " InvalidParameterException",
        "{'Image': {'S3Object': {'Bucket': 'photos', 'Name': 'none'}}} |"
            + " InvalidS3ObjectException",
        "{'Image': {'S3Object': {'Bucket': 'others', 'Name': 'dog.jpg'}}} |"
            + " InvalidS3ObjectException",
        "[] | SerializationException",
        "'text' | SerializationException",
        "{'Image': {'Bytes': 'AAAA'}} {} | SerializationException",
        "{ | SerializationException",
        "\"\" | SerializationException"
      })
  void invalidImagesAreRefused(String body, String type) throws Exception {
    assertFault(api.send(body.replace('\'', '"')), type);
  }

  @Test
  void anObjectOfTheBucketIsLabeled() throws Exception {
    api.objects().put(new ObjectId("dog.jpg", "7"), Base64.getDecoder().decode(DOG));
    String named = "{\"Image\": {\"S3Object\": {\"Bucket\": \"photos\", \"Name\": \"dog.jpg\"%s}}}";

    HttpResponse response = api.send(named.formatted(", \"Version\": \"7\""));

    assertThat(json(response).at("/Labels/4/Name").asText()).isEqualTo("Beagle");
    assertFault(api.send(named.formatted("")), "InvalidS3ObjectException");
    assertFault(new RekognitionFixture(false).send(named.formatted("")), "AccessDeniedException");
  }

  @ParameterizedTest
  @CsvSource({
    "FORBIDDEN, InvalidS3ObjectException",
    "ARCHIVED, InvalidS3ObjectException",
    "ENCRYPTED, InvalidS3ObjectException",
    "THROTTLED, ThrottlingException"
  })
  void whatS3RefusesHasAnException(Obstacle obstacle, String type) throws Exception {
    api.objects().obstruct(new ObjectId("a", null), obstacle);

    assertFault(api.send(NAMES_OBJECT), type);
    assertThat(api.observed()).containsExactly("unavailable " + obstacle.code());
  }

  @Test
  void aFailureOfS3TellsTheRequestIdAndNothingElse() throws Exception {
    api.objects().fail(new ObjectId("a", null), new IllegalStateException("secret cause"));

    HttpResponse response = api.send(NAMES_OBJECT);

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).path("__type").asText()).isEqualTo("InternalServerError");
    assertThat(response.body()).contains("request-1").doesNotContain("secret");
    assertThat(api.observed()).containsExactly("object failed secret cause");
  }

  @Test
  void aFailureTellsTheRequestIdAndNothingElse() throws Exception {
    HttpResponse response =
        api.send("{\"Image\": {\"Bytes\": \"%s\"}}".formatted(base64("broken-model")));

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).path("__type").asText()).isEqualTo("InternalServerError");
    assertThat(response.body()).contains("request-1").doesNotContain("secret");
    assertThat(api.observed()).containsExactly("failed secret cause");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RekognitionService.DetectFaces",
        "",
        "DetectLabels",
        "rekognitionservice.detectlabels"
      })
  void otherOperationsAreUnknown(String target) throws Exception {
    assertFault(api.send(target, request(""), true), "UnknownOperationException");
  }

  @Test
  void aCallerWithoutPermissionIsDenied() throws Exception {
    assertFault(
        api.send("RekognitionService.DetectLabels", request(""), false), "AccessDeniedException");
    assertThat(api.observed()).isEmpty();
  }
}
