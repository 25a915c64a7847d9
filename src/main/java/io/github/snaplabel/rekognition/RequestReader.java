package io.github.snaplabel.rekognition;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.snaplabel.http.ObjectId;
import io.github.snaplabel.rekognition.RequestImage.BucketImage;
import io.github.snaplabel.rekognition.RequestImage.ImageBytes;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parses and validates the body of a {@code DetectLabels} request. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html">
 *     DetectLabels</a>
 */
final class RequestReader {
  private static final String GENERAL_LABELS = "GENERAL_LABELS";
  private static final String IMAGE_PROPERTIES = "IMAGE_PROPERTIES";

  /** Rekognition's limit for each list of filters. */
  private static final int MAX_FILTERS = 100;

  private final ObjectReader json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /**
   * Parses a body.
   *
   * @throws RekognitionException with Rekognition's exception if the request is invalid
   */
  DetectLabelsRequest read(byte[] body) throws RekognitionException {
    RequestFields request = new RequestFields(tree(body), "The request");
    checkFeatures(request);
    return new DetectLabelsRequest(
        image(request.structure("Image")),
        maxLabels(request),
        minConfidence(request),
        filters(request.structure("Settings").structure("GeneralLabels")));
  }

  private JsonNode tree(byte[] body) throws RekognitionException {
    try {
      JsonNode tree = json.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (IOException _) {
      // Reported below: the parser's message quotes content, possibly an entire image.
    }
    throw new RekognitionException(RekognitionFault.SERIALIZATION, "The body is not a JSON object");
  }

  private static void checkFeatures(RequestFields request) throws RekognitionException {
    for (String feature : request.texts("Features")) {
      if (feature.equals(IMAGE_PROPERTIES)) {
        throw invalid(
            "Features may only be GENERAL_LABELS: SnapLabel does not detect image properties");
      }
      if (!feature.equals(GENERAL_LABELS)) {
        throw invalid("Features may only be GENERAL_LABELS");
      }
    }
    if (request.structure("Settings").structure("ImageProperties").isPresent()) {
      throw invalid("Settings.ImageProperties needs the feature IMAGE_PROPERTIES");
    }
  }

  private static RequestImage image(RequestFields image) throws RekognitionException {
    String bytes = image.text("Bytes");
    RequestFields object = image.structure("S3Object");
    if ((bytes != null) == object.isPresent()) {
      throw invalid("Image must have either Bytes or S3Object");
    }
    return bytes == null ? bucketImage(object) : new ImageBytes(decoded(bytes));
  }

  private static byte[] decoded(String base64) throws RekognitionException {
    if (base64.isEmpty()) {
      throw invalid("Image.Bytes is empty");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new RekognitionException(
          RekognitionFault.SERIALIZATION, "Image.Bytes is not valid base64");
    }
  }

  private static BucketImage bucketImage(RequestFields object) throws RekognitionException {
    String bucket = object.text("Bucket");
    String name = object.text("Name");
    String version = object.text("Version");
    if (bucket == null || bucket.isEmpty() || name == null || name.isEmpty()) {
      throw invalid("Image.S3Object must have Bucket and Name");
    }
    if (version != null && version.isEmpty()) {
      throw invalid("Image.S3Object.Version is empty");
    }
    return new BucketImage(bucket, new ObjectId(name, version));
  }

  private static int maxLabels(RequestFields request) throws RekognitionException {
    Integer given = request.integer("MaxLabels");
    if (given != null && given < 0) {
      throw invalid("MaxLabels must be 0 or more");
    }
    return Math.min(
        Objects.requireNonNullElse(given, DetectLabelsRequest.MAX_LABELS),
        DetectLabelsRequest.MAX_LABELS);
  }

  private static double minConfidence(RequestFields request) throws RekognitionException {
    Double given = request.number("MinConfidence");
    if (given != null && !(given >= 0 && given <= 100)) {
      throw invalid("MinConfidence must be 0 to 100");
    }
    return Objects.requireNonNullElse(given, DetectLabelsRequest.MIN_CONFIDENCE);
  }

  private static LabelFilters filters(RequestFields settings) throws RekognitionException {
    return new LabelFilters(
        names(settings, "LabelInclusionFilters"),
        names(settings, "LabelExclusionFilters"),
        names(settings, "LabelCategoryInclusionFilters"),
        names(settings, "LabelCategoryExclusionFilters"));
  }

  private static Set<String> names(RequestFields settings, String member)
      throws RekognitionException {
    List<String> names = settings.texts(member);
    if (names.size() > MAX_FILTERS) {
      throw invalid("%s may have at most %d names".formatted(member, MAX_FILTERS));
    }
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static RekognitionException invalid(String message) {
    return new RekognitionException(RekognitionFault.INVALID_PARAMETER, message);
  }
}
