package io.github.snaplabel.cli.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.cli.lambda.TraceId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The event that an HTTP API sends for a request, in payload format 2.0 (AWS: "Create AWS Lambda
 * proxy integrations for HTTP APIs").
 *
 * @param requestId identifies the request in the event and the response
 * @param time when the request arrived
 */
record HttpApiEvent(GatewayRequest request, String requestId, Instant time) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Media types of bodies passed as text; others are encoded in base64. */
  private static final Pattern TEXT =
      Pattern.compile("(text/.*|application/(json|javascript|xml))\\s*(;.*)?");

  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String ROUTE = "$default";

  Payload payload() {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", ROUTE);
    event.put("rawPath", request.path());
    event.put("rawQueryString", request.query());
    addCookies(event);
    event.set("headers", headers());
    if (!request.query().isEmpty()) {
      event.set("queryStringParameters", JSON.valueToTree(queryParameters()));
    }
    event.set("requestContext", requestContext());
    boolean text = isText();
    if (request.body().size() > 0) {
      event.put("body", text ? request.body().text() : request.body().base64());
    }
    event.put("isBase64Encoded", !text);
    return Payload.of(event.toString());
  }

  private void addCookies(ObjectNode event) {
    List<String> cookies = request.headers().getOrDefault("cookie", List.of());
    if (!cookies.isEmpty()) {
      ArrayNode array = event.putArray("cookies");
      cookies.stream()
          .flatMap(Pattern.compile(";\\s*")::splitAsStream)
          .filter(cookie -> !cookie.isBlank())
          .forEach(array::add);
    }
  }

  /** Returns the client's headers and those that API Gateway adds. */
  private ObjectNode headers() {
    ObjectNode headers = JSON.createObjectNode();
    request.headers().keySet().stream()
        .filter(name -> !name.equals("cookie"))
        .forEach(name -> headers.put(name, request.header(name)));
    headers.put("x-amzn-trace-id", TraceId.next());
    headers.put("x-forwarded-for", request.sourceIp());
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  private Map<String, String> queryParameters() {
    return Pattern.compile("&")
        .splitAsStream(request.query())
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> decode(pair[0]),
                pair -> pair.length > 1 ? decode(pair[1]) : "",
                (one, other) -> one + "," + other,
                LinkedHashMap::new));
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private ObjectNode requestContext() {
    ObjectNode context = JSON.createObjectNode();
    context.put("accountId", "123456789012");
    context.put("apiId", "local");
    context.put("domainName", request.header("host").replaceFirst(":\\d+$", ""));
    context.put("domainPrefix", "local");
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", request.path())
        .put("protocol", request.protocol())
        .put("sourceIp", request.sourceIp())
        .put("userAgent", request.header("user-agent"));
    context.put("requestId", requestId);
    context.put("routeKey", ROUTE);
    context.put("stage", ROUTE);
    context.put("time", LOG_TIME.format(time));
    context.put("timeEpoch", time.toEpochMilli());
    return context;
  }

  /** Returns whether the body is passed as text; an empty body is, a compressed one is not. */
  private boolean isText() {
    return request.body().size() == 0
        || (request.header("content-encoding").isEmpty()
            && TEXT.matcher(request.header("content-type").toLowerCase(Locale.ROOT)).matches());
  }
}
