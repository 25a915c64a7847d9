package io.github.snaplabel.cli.folder.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.cli.folder.watch.Folder;
import io.github.snaplabel.cli.folder.watch.ObjectIndex;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tests the S3 API of a folder with AWS's own client. */
class EmbeddedS3Test {
  private static final String BUCKET = EmbeddedS3.BUCKET;

  @TempDir Path root;

  private TagStore tags;
  private EmbeddedS3 s3;
  private S3Client client;

  @BeforeEach
  void open() throws Exception {
    TagsFile file = new TagsFile(root.resolve(".snaplabel/tags.json"));
    tags = new TagStore(file, new TreeMap<>());
    s3 = EmbeddedS3.open(new ObjectIndex(Folder.open(root)), tags);
    client = client(s3.environment().getOrDefault("AWS_ACCESS_KEY_ID", ""));
  }

  @AfterEach
  void close() {
    client.close();
    s3.close();
  }

  private URI endpoint() {
    return URI.create(s3.environment().getOrDefault("AWS_ENDPOINT_URL_S3", ""));
  }

  private S3Client client(String accessKey) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "any")))
        .build();
  }

  private void write(String key, String content) throws Exception {
    Files.createDirectories(root.resolve(key).getParent());
    Files.writeString(root.resolve(key), content);
  }

  private String get(String key) {
    return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private void tag(String key, Map<String, String> wanted) {
    client.putObjectTagging(put ->
        put.bucket(BUCKET)
            .key(key)
            .tagging(tagging ->
                tagging.tagSet(
                    wanted.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())));
  }

  private Map<String, String> tags(String key) {
    return client.getObjectTagging(get -> get.bucket(BUCKET).key(key)).tagSet().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private static void assertRefused(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat.jpg",
        "my album/a b.jpg",
        "a+b%20c.jpg",
        "猫/照片 😀.png",
        "?#&=.jpg",
        "a;b'c\"<>.jpg"
      })
  void anyNameIsServedWithItsContentAndTags(String key) throws Exception {
    write(key, "content of " + key);

    assertThat(get(key)).isEqualTo("content of " + key);
    tag(key, Map.of("snaplabel:label", "tabby", "ключ", "值 a/b=c+d-e@f"));
    assertThat(tags(key))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("snaplabel:label", "tabby", "ключ", "值 a/b=c+d-e@f"));
    assertThat(client.getObject(get -> get.bucket(BUCKET).key(key)).response().tagCount())
        .isEqualTo(2);
  }

  @Test
  void theETagIsTheMd5AndIfMatchChecksIt() throws Exception {
    write("a.jpg", "hello");
    String eTag = "5d41402abc4b2a76b9719d911017c592";

    assertThat(client.headObject(head -> head.bucket(BUCKET).key("a.jpg").ifMatch(eTag)))
        .satisfies(found -> {
          assertThat(found.eTag()).isEqualTo('"' + eTag + '"');
          assertThat(found.contentLength()).isEqualTo(5);
        });

    write("a.jpg", "other content");
    assertRefused(
        () -> client.getObjectAsBytes(get -> get.bucket(BUCKET).key("a.jpg").ifMatch(eTag)),
        412,
        "PreconditionFailed");
    assertThat(get("a.jpg")).isEqualTo("other content");
  }

  @Test
  void otherContentHasNoTags() throws Exception {
    write("a.jpg", "one");
    tag("a.jpg", Map.of("mine", "1"));
    write("a.jpg", "other");

    assertThat(tags("a.jpg")).isEmpty();
  }

  @Test
  void anEmptyFileIsAnObject() throws Exception {
    write("empty", "");

    assertThat(get("empty")).isEmpty();
  }

  @Test
  void tagsThatS3WouldRejectAreRejected() throws Exception {
    write("a.jpg", "content");
    UnaryOperator<String> long256 = letter -> letter.repeat(257);
    Map<String, String> eleven =
        IntStream.range(0, 11).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

    assertRefused(() -> tag("a.jpg", eleven), 400, "BadRequest");
    assertRefused(() -> tag("a.jpg", Map.of("k", long256.apply("v"))), 400, "InvalidTag");
    assertRefused(() -> tag("a.jpg", Map.of("k".repeat(129), "v")), 400, "InvalidTag");
    assertRefused(() -> tag("a.jpg", Map.of("k", "a,b")), 400, "InvalidTag");
    assertRefused(() -> tag("a.jpg", Map.of("aws:k", "v")), 400, "InvalidTag");
    assertThat(tags("a.jpg")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.jpg", ".snaplabel/tags.json", "link.jpg"})
  void filesThatAreNotObjectsAreNotFound(String key) throws Exception {
    write(".snaplabel/tags.json", "{}");
    Files.createSymbolicLink(root.resolve("link.jpg"), Path.of("/etc/hostname"));

    assertRefused(() -> get(key), 404, "NoSuchKey");
    assertRefused(() -> tag(key, Map.of()), 404, "NoSuchKey");
  }

  @Test
  void otherCallsAreNotImplemented() throws Exception {
    write("a.jpg", "content");

    assertRefused(
        () -> client.deleteObject(delete -> delete.bucket(BUCKET).key("a.jpg")),
        501,
        "NotImplemented");
    assertRefused(
        () -> client.getObjectAcl(get -> get.bucket(BUCKET).key("a.jpg")), 501, "NotImplemented");
    assertRefused(
        () -> client.getObjectAsBytes(get -> get.bucket("other").key("a.jpg")),
        404,
        "NoSuchBucket");
    assertThat(root.resolve("a.jpg")).exists();
  }

  @Test
  void requestsWithoutTheAccessKeyOrWithAnotherHostAreRejected() throws Exception {
    write("a.jpg", "content");
    try (S3Client stranger = client("guess");
        HttpClient http = HttpClient.newHttpClient()) {
      assertRefused(
          () -> stranger.getObjectAsBytes(get -> get.bucket(BUCKET).key("a.jpg")),
          403,
          "AccessDenied");
      HttpRequest anonymous =
          HttpRequest.newBuilder(endpoint().resolve("/folder/..%2Fa.jpg")).build();
      assertThat(http.send(anonymous, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aDocumentThatIsNotAListOfTagsIsRejected() {
    String bomb =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + "<Tagging><TagSet><Tag><Key>a</Key><Value>&x;</Value></Tag></TagSet></Tagging>";
    for (String document : new String[] {"", "<a/>", "<Tagging><TagSet><Tag/>", bomb}) {
      assertThatThrownBy(() -> S3Xml.tags(document.getBytes(StandardCharsets.UTF_8)))
          .as(document)
          .isInstanceOfSatisfying(
              S3ErrorException.class,
              refused -> assertThat(refused.error()).isEqualTo(S3Error.MALFORMED_XML));
    }
  }
}
