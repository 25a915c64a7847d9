package io.github.snaplabel.tagging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * An HTTP server that is as strict as S3 in the operations of the tagger and the listing, with
 * faults on demand. Its only bucket is {@code photos}.
 */
public final class FakeS3 implements AutoCloseable {
  /**
   * Causes a failure of, or a concurrent change during, a request such as {@code GET}, {@code PUT
   * ?tagging} or {@code GET ?list-type}.
   */
  @FunctionalInterface
  public interface Fault {
    /** Returns true if it has sent the response. */
    boolean on(HttpExchange exchange, String call) throws IOException;
  }

  /** Content as text in ISO-8859-1, in which each character is one byte. */
  private record Content(String text, String eTag, @Nullable String version) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static final String NO_VERSION = "?null";
  private static final String REGION = "eu-central-1";

  private final Map<String, Content> objects = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final FakeStorage storage = new FakeStorage();
  private final FakeListing listing = new FakeListing();
  private final HttpServer server;
  private volatile boolean tagCountUnknown;
  private volatile @Nullable String secretTags;
  private volatile @Nullable String region;
  private volatile Fault fault = (_, _) -> false;

  public FakeS3() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(PlatformThreads.perTask("s3"));
    server.createContext("/", this::handle);
    server.start();
  }

  public S3Client client() {
    return client(endpoint());
  }

  static S3Client client(URI endpoint) {
    return builder(endpoint).build();
  }

  static S3ClientBuilder builder(URI endpoint) {
    return S3Clients.builder()
        .forcePathStyle(true)
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts content, which removes all tags, and returns its ETag. */
  public String put(String key, byte[] bytes) {
    return put(key, bytes, null);
  }

  /** Puts a version of an object, or the only one if there is no version. */
  public String put(String key, byte[] bytes, @Nullable String version) {
    Content content =
        new Content(new String(bytes, StandardCharsets.ISO_8859_1), eTag(bytes), version);
    tags.remove(name(key, null));
    objects.put(name(key, null), content);
    if (version != null) {
      objects.put(name(key, version), content);
    }
    return content.eTag();
  }

  /** Limits the number of objects in a page of a listing. */
  public void pageSize(int keys) {
    listing.pageSize(keys);
  }

  void delete(String key) {
    objects.remove(name(key, null));
  }

  public void tag(String key, Map<String, String> values) {
    tags.put(name(key, null), new LinkedHashMap<>(values));
  }

  void tag(String key, String version, Map<String, String> values) {
    tags.put(name(key, version), new LinkedHashMap<>(values));
  }

  public Map<String, String> tags(String key) {
    return tags.getOrDefault(name(key, null), Map.of());
  }

  Map<String, String> tags(String key, String version) {
    return tags.getOrDefault(name(key, version), Map.of());
  }

  /** Behaves like a compatible store that never returns the number of an object's tags. */
  void countNoTags() {
    tagCountUnknown = true;
  }

  /** Behaves as if the caller may not read the tags, or their number, of keys with a prefix. */
  void denyTags(String prefix) {
    secretTags = prefix;
  }

  private boolean isDenied(String name) {
    String prefix = secretTags;
    return prefix != null && name.startsWith(prefix);
  }

  /** Returns the state of the objects' storage. */
  public FakeStorage storage() {
    return storage;
  }

  /** Redirects requests that are not signed for the region, as a bucket in that region does. */
  public void moveTo(String otherRegion) {
    region = otherRegion;
  }

  public void fault(Fault fault) {
    this.fault = fault;
  }

  /** Returns a fault that responds to a kind of request with an error, a number of times. */
  public static Fault error(String call, int status, String code, int times) {
    int[] left = {times};
    return (exchange, made) -> {
      if (!made.equals(call) || left[0]-- <= 0) {
        return false;
      }
      refuse(exchange, status, code);
      return true;
    };
  }

  /** Returns the requests so far, in the notation of {@link Fault}. */
  public List<String> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      String call = exchange.getRequestMethod() + action(exchange.getRequestURI().getRawQuery());
      calls.add(call);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (fault.on(exchange, call)) {
        return;
      }
      String path = exchange.getRequestURI().getPath();
      if (redirected(exchange)) {
        return;
      }
      if (path.matches("/photos/?") && call.equals("GET ?list-type")) {
        list(exchange);
        return;
      }
      if (!path.startsWith("/photos/")) {
        refuse(exchange, 404, "NoSuchBucket");
        return;
      }
      String key = path.substring("/photos/".length());
      String version =
          query != null && query.contains("versionId=")
              ? query.replaceAll(".*versionId=", "")
              : null;
      Content content = objects.get(name(key, version));
      if (content == null) {
        refuse(exchange, 404, version == null ? "NoSuchKey" : "NoSuchVersion");
        return;
      }
      String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
      if (ifMatch != null && !ifMatch.replace("\"", "").equals(content.eTag())) {
        refuse(exchange, 412, "PreconditionFailed");
        return;
      }
      FakeStorage.Refusal refusal = storage.refusal(key);
      if (refusal != null && call.equals("GET")) {
        refuse(exchange, refusal.status(), refusal.code(), refusal.message());
        return;
      }
      answer(exchange, call, name(key, version), content, body);
    }
  }

  private boolean redirected(HttpExchange exchange) throws IOException {
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    if (region == null || signature.contains("/%s/s3/".formatted(region))) {
      return false;
    }
    exchange.getResponseHeaders().set("x-amz-bucket-region", region);
    refuse(
        exchange,
        301,
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint.");
    return true;
  }

  private static String action(@Nullable String rawQuery) {
    return Stream.of(String.valueOf(rawQuery).split("&"))
        .map(parameter -> parameter.replaceAll("=.*", ""))
        .filter(Set.of("tagging", "list-type")::contains)
        .findFirst()
        .map(" ?"::concat)
        .orElse("");
  }

  private void list(HttpExchange exchange) throws IOException {
    String optional = exchange.getRequestHeaders().getFirst("x-amz-optional-object-attributes");
    List<FakeListing.Item> items = new ArrayList<>();
    objects.forEach((name, content) -> {
      if (name.endsWith(NO_VERSION)) {
        String key = name.substring(0, name.length() - NO_VERSION.length());
        items.add(
            new FakeListing.Item(
                key,
                content.eTag(),
                content.text().length(),
                storage.storageClass(key),
                storage.isRestored(key) && "RestoreStatus".equals(optional)));
      }
    });
    String answer = listing.answer(exchange.getRequestURI().getRawQuery(), items);
    if (answer == null) {
      refuse(exchange, 400, "InvalidArgument");
    } else {
      send(exchange, 200, answer);
    }
  }

  private void answer(HttpExchange exchange, String call, String name, Content content, byte[] body)
      throws IOException {
    switch (call) {
      case "GET", "HEAD" -> {
        describe(exchange, content, tagCountUnknown || isDenied(name) ? 0 : tagCount(name));
        boolean head = call.equals("HEAD");
        exchange.sendResponseHeaders(
            200, head || content.bytes().length == 0 ? -1 : content.bytes().length);
        if (!head) {
          exchange.getResponseBody().write(content.bytes());
        }
      }
      case "GET ?tagging" -> {
        if (isDenied(name)) {
          refuse(exchange, 403, "AccessDenied");
        } else {
          send(exchange, 200, xml(tags.getOrDefault(name, Map.of())));
        }
      }
      case "PUT ?tagging" -> {
        Map<String, String> wanted = parse(new String(body, StandardCharsets.UTF_8));
        String wrong = wrong(wanted);
        if (wrong.isEmpty()) {
          tags.put(name, wanted);
          exchange.sendResponseHeaders(200, -1);
        } else {
          refuse(exchange, 400, wrong);
        }
      }
      default -> refuse(exchange, 405, "MethodNotAllowed");
    }
  }

  private int tagCount(String name) {
    return tags.getOrDefault(name, Map.of()).size();
  }

  private void describe(HttpExchange exchange, Content content, int tagCount) {
    var headers = exchange.getResponseHeaders();
    if (!tagCountUnknown) {
      headers.set("Server", "AmazonS3");
    }
    headers.set("ETag", '"' + content.eTag() + '"');
    headers.set("Content-Type", "image/jpeg");
    if (content.version() != null) {
      headers.set("x-amz-version-id", content.version());
    }
    if (tagCount > 0) {
      headers.set("x-amz-tagging-count", String.valueOf(tagCount));
    }
  }

  /** Returns the error code if S3 would reject the tags, and an empty string otherwise. */
  private static String wrong(Map<String, String> tags) {
    if (tags.size() > 10) {
      return "BadRequest";
    }
    boolean legal =
        tags.entrySet().stream()
            .allMatch(tag ->
                tag.getKey().length() <= 128
                    && tag.getValue().length() <= 256
                    && tag.getKey().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+")
                    && tag.getValue().matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
    return legal ? "" : "InvalidTag";
  }

  /** Sends an error in S3's format. */
  public static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    refuse(exchange, status, code, "so it is");
  }

  private static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    send(
        exchange,
        status,
        "<Error><Code>%s</Code><Message>%s</Message><RequestId>1</RequestId></Error>"
            .formatted(code, message));
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String xml(Map<String, String> tags) {
    StringBuilder xml = new StringBuilder("<Tagging><TagSet>");
    tags.forEach((key, value) ->
        xml.append("<Tag><Key>%s</Key><Value>%s</Value></Tag>".formatted(key, value)));
    return xml.append("</TagSet></Tagging>").toString();
  }

  private static Map<String, String> parse(String xml) throws IOException {
    try {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getElementsByTagName("Tag");
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        elements.add((Element) found.item(i));
      }
      Map<String, String> tags = new LinkedHashMap<>();
      elements.forEach(tag -> tags.put(text(tag, "Key"), text(tag, "Value")));
      return tags;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(xml, e);
    }
  }

  private static String text(Element tag, String child) {
    return tag.getElementsByTagName(child).item(0).getTextContent();
  }

  private static String name(String key, @Nullable String version) {
    return key + "?" + version;
  }

  /** Returns the ETag, without quotes, of content that was not uploaded in parts. */
  public static String eTag(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
