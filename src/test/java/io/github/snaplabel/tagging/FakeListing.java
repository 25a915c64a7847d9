package io.github.snaplabel.tagging;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Implements ListObjectsV2 like S3: pages of keys in the order of their bytes. A continuation token
 * is only valid if an earlier page with the same prefix returned it.
 */
final class FakeListing {
  private static final String RESTORED =
      "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>"
          + "<RestoreExpiryDate>2126-01-01T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>";

  /** S3 never returns more keys, even if the request asks for more. */
  private static final int MAX_KEYS = 1000;

  private static final Set<String> PARAMETERS =
      Set.of("list-type", "prefix", "continuation-token", "max-keys", "encoding-type");

  private static final Comparator<Item> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(bytes(a.key()), bytes(b.key()));

  /**
   * An object in the listing.
   *
   * @param restored whether to report that it has a restored copy
   */
  record Item(String key, String eTag, int size, String storageClass, boolean restored) {}

  /** The key after which a page starts. */
  private record Place(String prefix, String key) {}

  private final Map<String, Place> tokens = new ConcurrentHashMap<>();
  private volatile int pageSize = MAX_KEYS;

  /** Returns smaller pages, as S3 may do. */
  void pageSize(int keys) {
    pageSize = keys;
  }

  /** Returns the response in XML, or null if S3 would reject the request as invalid. */
  @Nullable String answer(String rawQuery, List<Item> objects) {
    Map<String, String> query = parse(rawQuery);
    String prefix = query.getOrDefault("prefix", "");
    String token = query.get("continuation-token");
    Place after = token == null ? new Place(prefix, "") : tokens.get(token);
    if (!PARAMETERS.containsAll(query.keySet())
        || !"2".equals(query.get("list-type"))
        || after == null
        || !after.prefix().equals(prefix)) {
      return null;
    }
    int most = Math.min(pageSize, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
    Item start = new Item(after.key(), "", 0, "", false);
    List<Item> left =
        objects.stream()
            .filter(item -> item.key().startsWith(prefix))
            .filter(item -> BY_BYTES.compare(item, start) > 0)
            .sorted(BY_BYTES)
            .toList();
    List<Item> page = left.subList(0, Math.min(most, left.size()));
    boolean encoded = "url".equals(query.get("encoding-type"));
    return xml(prefix, encoded, page, page.size() < left.size());
  }

  private String xml(String prefix, boolean encoded, List<Item> page, boolean truncated) {
    StringBuilder xml = new StringBuilder("<ListBucketResult><Name>photos</Name>");
    xml.append(element("Prefix", text(prefix, encoded)));
    xml.append(element("KeyCount", page.size())).append(element("MaxKeys", MAX_KEYS));
    xml.append(element("IsTruncated", truncated));
    if (encoded) {
      xml.append(element("EncodingType", "url"));
    }
    if (truncated) {
      String token = UUID.randomUUID() + "+/=";
      tokens.put(token, new Place(prefix, page.getLast().key()));
      xml.append(element("NextContinuationToken", token));
    }
    for (Item item : page) {
      xml.append("<Contents>")
          .append(element("Key", text(item.key(), encoded)))
          .append(element("LastModified", "2026-01-01T00:00:00.000Z"))
          .append(element("ETag", "&quot;" + item.eTag() + "&quot;"))
          .append(element("Size", item.size()))
          .append(element("StorageClass", item.storageClass()))
          .append(item.restored() ? RESTORED : "")
          .append("</Contents>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static String element(String name, Object content) {
    return "<%s>%s</%s>".formatted(name, content, name);
  }

  private static String text(String text, boolean encoded) {
    return encoded
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/")
        : text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static Map<String, String> parse(String rawQuery) {
    Map<String, String> query = new HashMap<>();
    for (String part : rawQuery.split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(
          pair[0], URLDecoder.decode(pair.length == 1 ? "" : pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
