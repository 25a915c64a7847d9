package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code {"image": "..."}}, {@code {"images": ["...", ...]}}, {@code {"object": {...}}} or
 * {@code {"objects": [{...}, ...]}}, each with or without options.
 */
final class JsonUpload {
  private static final String IMAGE_FIELDS = "'image', 'images', 'object' and 'objects'";

  private final List<Upload.Option> options = new ArrayList<>();
  private final List<UploadedImage> images = new ArrayList<>();
  private final int maxImages;

  /** The field that contains or names the images. */
  private @Nullable String imageField;

  private JsonUpload(int maxImages) {
    this.maxImages = maxImages;
  }

  /**
   * Parses a body.
   *
   * @throws ProblemException if the body has another structure or too many images, or if its only
   *     image is not valid base64. An invalid image in a list becomes {@link
   *     UploadedImage.Unusable} instead.
   */
  static Upload read(byte[] body, ObjectMapper json, int maxImages) throws ProblemException {
    JsonUpload upload = new JsonUpload(maxImages);
    try (JsonParser parser = json.createParser(body)) {
      upload.readObject(parser);
    } catch (IOException e) {
      // The parser's message is dropped: it quotes content, possibly an entire image.
      throw malformedException("The body is not valid JSON, or has a duplicate field");
    }
    if (upload.imageField == null) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The JSON has none of " + IMAGE_FIELDS);
    }
    boolean asList = upload.imageField.equals("images") || upload.imageField.equals("objects");
    return new Upload(upload.images, asList, upload.options);
  }

  private void readObject(JsonParser parser) throws IOException, ProblemException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformedException("The JSON must be an object with one of " + IMAGE_FIELDS);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "image" -> {
          setImageField(name);
          images.add(new UploadedImage.File(Base64Image.decode(text(parser, value))));
        }
        case "object" -> {
          setImageField(name);
          images.add(new UploadedImage.NamedObject(ObjectIdReader.read(parser, value)));
        }
        case "images", "objects" -> {
          setImageField(name);
          readList(parser, name, value);
        }
        default -> readOption(parser, name, value);
      }
    }
    if (parser.nextToken() != null) {
      throw malformedException("The body has content after its JSON object");
    }
  }

  private void setImageField(String name) throws ProblemException {
    if (imageField != null) {
      throw malformedException("The JSON must have only one of " + IMAGE_FIELDS);
    }
    imageField = name;
  }

  private void readList(JsonParser parser, String name, JsonToken value)
      throws IOException, ProblemException {
    if (value != JsonToken.START_ARRAY) {
      throw malformedException("'%s' must be a list".formatted(name));
    }
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (images.size() == maxImages) {
        throw ProblemException.tooManyImages(maxImages);
      }
      images.add(
          name.equals("images")
              ? listed(text(parser, item))
              : new UploadedImage.NamedObject(ObjectIdReader.read(parser, item)));
    }
    if (images.isEmpty()) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The list '%s' is empty".formatted(name));
    }
  }

  private static UploadedImage listed(String text) {
    try {
      return new UploadedImage.File(Base64Image.decode(text));
    } catch (ProblemException problem) {
      return new UploadedImage.Unusable(problem);
    }
  }

  private static String text(JsonParser parser, @Nullable JsonToken value)
      throws IOException, ProblemException {
    if (value != JsonToken.VALUE_STRING) {
      throw malformedException("An image must be a string: base64, or a base64 data URL");
    }
    return parser.getText();
  }

  private void readOption(JsonParser parser, String name, JsonToken value)
      throws IOException, ProblemException {
    if (ClassifyOptions.NUMBERS.contains(name) && !value.isNumeric()) {
      throw new ProblemException(ProblemType.BAD_PARAMETER, name + " must be a number");
    }
    if (name.equals(LanguageChoice.PARAMETER) && value != JsonToken.VALUE_STRING) {
      throw new ProblemException(ProblemType.BAD_PARAMETER, name + " must be a string");
    }
    if (ClassifyOptions.LISTS.contains(name) && value != JsonToken.VALUE_STRING) {
      throw new ProblemException(
          ProblemType.BAD_PARAMETER, name + " must be a string: names separated by commas");
    }
    // An unknown option is rejected later because of its name; its value does not matter.
    boolean read = value.isNumeric() || ClassifyOptions.isText(name);
    ClassifyOptions.add(options, new Upload.Option(name, read ? parser.getText() : ""));
    parser.skipChildren();
  }

  private static ProblemException malformedException(String detail) {
    return new ProblemException(ProblemType.MALFORMED_JSON, detail);
  }
}
