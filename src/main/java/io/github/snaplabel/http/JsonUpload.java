package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"image": "..."}} or {@code {"images": ["...", ...]}}, with options beside it. */
final class JsonUpload {
  private final List<Upload.Option> options = new ArrayList<>();
  private final List<UploadedImage> pictures = new ArrayList<>();
  private final int maxPictures;
  private @Nullable String form;

  private JsonUpload(int maxPictures) {
    this.maxPictures = maxPictures;
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException if it is of another form, or holds too many pictures; a single
   *     picture's base64 that is wrong is a problem too, that of one among several is kept with it
   */
  static Upload read(byte[] body, ObjectMapper json, int maxPictures) throws ProblemException {
    JsonUpload upload = new JsonUpload(maxPictures);
    try (JsonParser parser = json.createParser(body)) {
      upload.readObject(parser);
    } catch (IOException e) {
      // Its message quotes content, which may be a whole picture.
      throw malformed("The body is not valid JSON, or names a field twice");
    }
    if (upload.form == null) {
      throw new ProblemException(
          ProblemType.NO_PICTURE, "The JSON has neither 'image' nor 'images'");
    }
    return new Upload(upload.pictures, upload.form.equals("images"), upload.options);
  }

  private void readObject(JsonParser parser) throws IOException, ProblemException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("The JSON must be an object with 'image' or 'images'");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("image")) {
        takeForm(name);
        pictures.add(new UploadedImage.File(Base64Image.decode(text(parser, value))));
      } else if (name.equals("images")) {
        takeForm(name);
        readList(parser, value);
      } else {
        readOption(parser, name, value);
      }
    }
    if (parser.nextToken() != null) {
      throw malformed("The JSON goes on after its end");
    }
  }

  private void takeForm(String name) throws ProblemException {
    if (form != null) {
      throw malformed("The JSON must have either 'image' or 'images', not both");
    }
    form = name;
  }

  private void readList(JsonParser parser, JsonToken value) throws IOException, ProblemException {
    if (value != JsonToken.START_ARRAY) {
      throw malformed("'images' must be a list of texts");
    }
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (pictures.size() == maxPictures) {
        throw ClassifyEndpoint.tooManyPictures(maxPictures);
      }
      pictures.add(listed(text(parser, item)));
    }
    if (pictures.isEmpty()) {
      throw new ProblemException(ProblemType.NO_PICTURE, "The list 'images' is empty");
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
      throw malformed("A picture must be a text: base64, or a data URL of it");
    }
    return parser.getText();
  }

  private void readOption(JsonParser parser, String name, JsonToken value)
      throws IOException, ProblemException {
    if (ClassifyOptions.NAMES.contains(name) && !value.isNumeric()) {
      throw new ProblemException(ProblemType.BAD_PARAMETER, name + " must be a number");
    }
    // What is no option is refused by its name; its value does not matter.
    ClassifyOptions.add(
        options, new Upload.Option(name, value.isNumeric() ? parser.getText() : ""));
    parser.skipChildren();
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED_JSON, detail);
  }
}
