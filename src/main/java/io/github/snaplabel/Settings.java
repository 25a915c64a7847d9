package io.github.snaplabel;

import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.http.Access;
import io.github.snaplabel.http.HttpSettings;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.JpegDecoding;
import io.github.snaplabel.tagging.TaggingSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that can be set about the function: the environment variables whose names begin with
 * {@value #PREFIX}, read once. A name or a value that is not known ends the start.
 *
 * @param http who may call, and what a request may ask for
 * @param limits what a picture may have at most
 * @param jpegs which decoder takes them
 * @param tagging what objects in S3 are tagged with
 * @param snapStart whether this process will be kept as a snapshot
 */
public record Settings(
    HttpSettings http,
    ImageLimits limits,
    JpegDecoding jpegs,
    TaggingSettings tagging,
    boolean snapStart) {
  static final String PREFIX = "SNAPLABEL_";

  private static final String ACCESS = PREFIX + "ACCESS";
  private static final String TOKEN_SHA256 = PREFIX + "TOKEN_SHA256";
  private static final String CORS_ORIGIN = PREFIX + "CORS_ORIGIN";
  private static final String TOP_K = PREFIX + "TOP_K";
  private static final String MAX_PICTURES = PREFIX + "MAX_PICTURES";
  private static final String MAX_BYTES = PREFIX + "MAX_BYTES";
  private static final String MAX_PIXELS = PREFIX + "MAX_PIXELS";
  private static final String JPEG_DECODER = PREFIX + "JPEG_DECODER";

  private static final String TAG_PREFIX = PREFIX + "TAG_PREFIX";
  private static final String SKIP_TAGGED = PREFIX + "SKIP_TAGGED";
  private static final String TAG_TOP_K = PREFIX + "TAG_TOP_K";
  private static final String TAG_MIN_CONFIDENCE = PREFIX + "TAG_MIN_CONFIDENCE";
  private static final String TAG_UNTRAINED = PREFIX + "TAG_UNTRAINED";

  /** All names that are known. */
  static final Set<String> NAMES =
      Set.of(
          ACCESS,
          TOKEN_SHA256,
          CORS_ORIGIN,
          TOP_K,
          MAX_PICTURES,
          MAX_BYTES,
          MAX_PIXELS,
          JPEG_DECODER,
          TAG_PREFIX,
          SKIP_TAGGED,
          TAG_TOP_K,
          TAG_MIN_CONFIDENCE,
          TAG_UNTRAINED);

  /** The photo of the self-test has to pass. */
  private static final long LEAST = 65_536;

  /** Set by Lambda, in MB. */
  private static final String MEMORY_SIZE = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

  /** Set by Lambda: {@code on-demand}, {@code provisioned-concurrency} or {@code snap-start}. */
  private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /**
   * Reads the environment.
   *
   * @throws SettingsException if a variable is unknown or has a value that is not allowed
   */
  public static Settings of(Map<String, String> environment) {
    refuseUnknown(environment);
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    boolean snapStart = "snap-start".equals(environment.get(INITIALIZATION_TYPE));
    return new Settings(
        http(variables),
        limits(variables, environment),
        jpegs(variables, snapStart),
        tagging(variables),
        snapStart);
  }

  /** A process that was warmed up before its snapshot has optimized the decoder in Java. */
  private static JpegDecoding jpegs(EnvironmentVariables variables, boolean snapStart) {
    JpegDecoding automatic = snapStart ? JpegDecoding.JAVA_WHEN_LARGE : JpegDecoding.NATIVE;
    return variables.read(
        JPEG_DECODER,
        automatic,
        "auto or native",
        value ->
            switch (value) {
              case "auto" -> automatic;
              case "native" -> JpegDecoding.NATIVE;
              default -> throw new IllegalArgumentException(value);
            });
  }

  private static ImageLimits limits(
      EnvironmentVariables variables, Map<String, String> environment) {
    String memory = environment.get(MEMORY_SIZE);
    ImageLimits usual =
        memory == null ? ImageLimits.DEFAULT : ImageLimits.within(Integer.parseInt(memory));
    return new ImageLimits(
        variables.number(MAX_BYTES, LEAST, 1L << 30, usual.maxBytes()),
        variables.number(MAX_PIXELS, LEAST, 500_000_000, usual.maxPixels()));
  }

  private static HttpSettings http(EnvironmentVariables variables) {
    Access access =
        variables.read(
            ACCESS,
            Access.IAM,
            "iam, token or public",
            value -> Access.valueOf(value.toUpperCase(Locale.ROOT)));
    String token = variables.secret(TOKEN_SHA256, "64 hex digits", HttpSettings::isSha256);
    if (access == Access.TOKEN && token.isEmpty()) {
      throw new SettingsException(
          "%s is 'token'; it needs the token's SHA-256 in %s".formatted(ACCESS, TOKEN_SHA256));
    }
    String origin =
        variables.text(
            CORS_ORIGIN, "* or an origin such as https://example.org", HttpSettings::isOrigin);
    return new HttpSettings(
        access,
        token.isEmpty() ? null : token,
        origin.isEmpty() ? null : origin,
        (int) variables.number(MAX_PICTURES, 1, 64, HttpSettings.DEFAULT.maxPictures()),
        (int)
            variables.number(TOP_K, 1, HttpSettings.MAX_TOP_K, HttpSettings.DEFAULT.defaultTopK()));
  }

  private static TaggingSettings tagging(EnvironmentVariables variables) {
    String prefix =
        variables.text(
            TAG_PREFIX,
            "1 to 100 letters, digits or _.:/=+-@, and not aws",
            value -> value.matches("(?!(?i:aws)(:|$))[\\p{L}\\p{N}_.:/=+\\-@]{1,100}"));
    TaggingSettings usual = TaggingSettings.DEFAULT;
    return new TaggingSettings(
        prefix.isEmpty() ? usual.prefix() : prefix,
        variables.read(SKIP_TAGGED, usual.skipTagged(), "true or false", Settings::truth),
        new TopK(
            (int) variables.number(TAG_TOP_K, 1, 20, usual.wanted().count()),
            variables.read(
                TAG_MIN_CONFIDENCE,
                usual.wanted().minConfidence(),
                "a number from 0 to 1",
                value -> new TopK(1, Double.parseDouble(value)).minConfidence())),
        variables.read(TAG_UNTRAINED, usual.untrained(), "true or false", Settings::truth));
  }

  private static boolean truth(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static void refuseUnknown(Map<String, String> environment) {
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeIf(name -> !name.startsWith(PREFIX));
    unknown.removeAll(NAMES);
    if (!unknown.isEmpty()) {
      throw new SettingsException(
          "Unknown: %s; there are %s"
              .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(NAMES))));
    }
  }
}
