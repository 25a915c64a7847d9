package io.github.snaplabel;

import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Language;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.http.Access;
import io.github.snaplabel.http.HttpSettings;
import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.PreferredDecoder;
import io.github.snaplabel.tagging.OwnTag;
import io.github.snaplabel.tagging.TaggingSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The function's settings, read once from the environment variables whose names begin with {@value
 * #PREFIX}. The function does not start with an unknown name or an invalid value.
 *
 * @param labels which labels responses and tags contain
 * @param http access to the API and limits of a request
 * @param limits maximum size of an image
 * @param decoder which decoder is preferred for JPEGs and PNGs
 * @param heics whether HEIC files are read
 * @param bucket whose objects requests may name; null if there is none
 * @param tagging how objects in S3 are tagged
 * @param snapStart whether Lambda takes a snapshot of this process
 */
public record Settings(
    LabelSettings labels,
    HttpSettings http,
    ImageLimits limits,
    PreferredDecoder decoder,
    HeicDecoding heics,
    @Nullable String bucket,
    TaggingSettings tagging,
    boolean snapStart) {
  static final String PREFIX = "SNAPLABEL_";

  private static final String ACCESS = PREFIX + "ACCESS";
  private static final String TOKEN_SHA256 = PREFIX + "TOKEN_SHA256";
  private static final String CORS_ORIGIN = PREFIX + "CORS_ORIGIN";
  private static final String TOP_K = PREFIX + "TOP_K";
  private static final String CERTAINTY = PREFIX + "CERTAINTY";
  static final String INCLUDE = PREFIX + "INCLUDE";
  static final String EXCLUDE = PREFIX + "EXCLUDE";
  private static final String MAX_PICTURES = PREFIX + "MAX_PICTURES";
  private static final String MAX_BYTES = PREFIX + "MAX_BYTES";
  private static final String MAX_PIXELS = PREFIX + "MAX_PIXELS";
  private static final String JPEG_DECODER = PREFIX + "JPEG_DECODER";
  private static final String HEIC = PREFIX + "HEIC";

  private static final String BUCKET = PREFIX + "BUCKET";
  private static final String TAG_PREFIX = PREFIX + "TAG_PREFIX";
  private static final String TAGS = PREFIX + "TAGS";
  private static final String TAG_LANGUAGE = PREFIX + "TAG_LANGUAGE";
  private static final String SKIP_TAGGED = PREFIX + "SKIP_TAGGED";
  private static final String TAG_TOP_K = PREFIX + "TAG_TOP_K";
  private static final String TAG_MIN_CONFIDENCE = PREFIX + "TAG_MIN_CONFIDENCE";
  private static final String TAG_UNTRAINED = PREFIX + "TAG_UNTRAINED";

  static final Set<String> NAMES =
      Set.of(
          ACCESS,
          TOKEN_SHA256,
          CORS_ORIGIN,
          TOP_K,
          CERTAINTY,
          INCLUDE,
          EXCLUDE,
          MAX_PICTURES,
          MAX_BYTES,
          MAX_PIXELS,
          JPEG_DECODER,
          HEIC,
          BUCKET,
          TAG_PREFIX,
          TAGS,
          TAG_LANGUAGE,
          SKIP_TAGGED,
          TAG_TOP_K,
          TAG_MIN_CONFIDENCE,
          TAG_UNTRAINED);

  private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** Smallest limit in bytes or pixels; the self-test's photo has to stay below it. */
  private static final long MIN_LIMIT = 65_536;

  /** Set by Lambda to the function's memory in MB. */
  private static final String MEMORY_SIZE = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

  /** Set by Lambda: {@code on-demand}, {@code provisioned-concurrency} or {@code snap-start}. */
  private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /**
   * Reads the settings from environment variables.
   *
   * @throws SettingsException if a variable is unknown or its value is not allowed
   */
  public static Settings of(Map<String, String> environment) {
    rejectUnknown(environment);
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    boolean snapStart = "snap-start".equals(environment.get(INITIALIZATION_TYPE));
    return new Settings(
        labels(variables),
        http(variables),
        limits(variables, environment),
        decoder(variables, snapStart),
        heics(variables),
        bucket(variables),
        tagging(variables),
        snapStart);
  }

  /**
   * Prefers Java only with SnapStart: its decoders are faster once the JIT has compiled them, which
   * happens before the snapshot is taken.
   */
  private static PreferredDecoder decoder(EnvironmentVariables variables, boolean snapStart) {
    PreferredDecoder automatic = snapStart ? PreferredDecoder.JAVA : PreferredDecoder.NATIVE;
    return variables.read(
        JPEG_DECODER,
        automatic,
        "auto or native",
        value ->
            switch (value) {
              case "auto" -> automatic;
              case "native" -> PreferredDecoder.NATIVE;
              default -> throw new IllegalArgumentException(value);
            });
  }

  private static HeicDecoding heics(EnvironmentVariables variables) {
    return variables.read(
        HEIC,
        HeicDecoding.ON,
        "on or off",
        value ->
            switch (value) {
              case "on" -> HeicDecoding.ON;
              case "off" -> HeicDecoding.OFF;
              default -> throw new IllegalArgumentException(value);
            });
  }

  private static LabelSettings labels(EnvironmentVariables variables) {
    return new LabelSettings(
        probability(variables, CERTAINTY, LabelOptions.DEFAULT_CERTAINTY),
        variables.read(INCLUDE, List.of(), LabelSettings.ALLOWED, LabelSettings::names),
        variables.read(EXCLUDE, List.of(), LabelSettings.ALLOWED, LabelSettings::names));
  }

  private static double probability(
      EnvironmentVariables variables, String name, double defaultValue) {
    return variables.read(
        name,
        defaultValue,
        "a number from 0 to 1",
        value -> new TopK(1, Double.parseDouble(value)).minConfidence());
  }

  private static ImageLimits limits(
      EnvironmentVariables variables, Map<String, String> environment) {
    String memory = environment.get(MEMORY_SIZE);
    ImageLimits defaults =
        memory == null ? ImageLimits.DEFAULT : ImageLimits.within(Integer.parseInt(memory));
    return new ImageLimits(
        variables.integer(MAX_BYTES, MIN_LIMIT, 1L << 30, defaults.maxBytes()),
        variables.integer(MAX_PIXELS, MIN_LIMIT, 500_000_000, defaults.maxPixels()));
  }

  private static HttpSettings http(EnvironmentVariables variables) {
    Access access =
        variables.read(
            ACCESS,
            Access.IAM,
            "iam, token or public; local on this machine only",
            value -> Access.valueOf(value.toUpperCase(Locale.ROOT)));
    String token = variables.secret(TOKEN_SHA256, "64 hex digits", HttpSettings::isSha256);
    if (access == Access.TOKEN && token.isEmpty()) {
      throw new SettingsException(
          "%s is 'token', which requires the token's SHA-256 in %s"
              .formatted(ACCESS, TOKEN_SHA256));
    }
    String origin =
        variables.text(
            CORS_ORIGIN, "* or an origin such as https://example.org", HttpSettings::isOrigin);
    return new HttpSettings(
        access,
        token.isEmpty() ? null : token,
        origin.isEmpty() ? null : origin,
        (int) variables.integer(MAX_PICTURES, 1, 64, HttpSettings.DEFAULT.maxImages()),
        (int)
            variables.integer(
                TOP_K, 1, HttpSettings.MAX_TOP_K, HttpSettings.DEFAULT.defaultTopK()));
  }

  private static @Nullable String bucket(EnvironmentVariables variables) {
    String name =
        variables.text(
            BUCKET, "the name of a bucket", value -> BUCKET_NAME.matcher(value).matches());
    return name.isEmpty() ? null : name;
  }

  private static TaggingSettings tagging(EnvironmentVariables variables) {
    String prefix =
        variables.text(
            TAG_PREFIX,
            "1 to 100 letters, digits or _.:/=+-@, and not aws",
            TaggingSettings::isPrefix);
    TaggingSettings defaults = TaggingSettings.DEFAULT;
    return new TaggingSettings(
        prefix.isEmpty() ? defaults.prefix() : prefix,
        variables.read(
            TAGS,
            defaults.tags(),
            "names from %s, separated by commas".formatted(OwnTag.names()),
            OwnTag::parse),
        variables.read(
            TAG_LANGUAGE,
            defaults.language(),
            Language.codes(),
            value -> Language.ofTag(value).orElseThrow(IllegalArgumentException::new)),
        variables.read(SKIP_TAGGED, defaults.skipTagged(), "true or false", Settings::bool),
        new TopK(
            (int) variables.integer(TAG_TOP_K, 1, 20, defaults.topK().count()),
            probability(variables, TAG_MIN_CONFIDENCE, defaults.topK().minConfidence())),
        variables.read(TAG_UNTRAINED, defaults.untrained(), "true or false", Settings::bool));
  }

  private static boolean bool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static void rejectUnknown(Map<String, String> environment) {
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeIf(name -> !name.startsWith(PREFIX));
    unknown.removeAll(NAMES);
    if (!unknown.isEmpty()) {
      throw new SettingsException(
          "Unknown settings: %s; the known ones are %s"
              .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(NAMES))));
    }
  }
}
