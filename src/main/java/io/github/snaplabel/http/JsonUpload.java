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
  private final List<Picture> pictures = new ArrayList<>();
  private final int maxPictures;
  private @Nullable String form;

  private JsonUpload(int maxPictures) {
    this.maxPictures = maxPictures;
  }

  /**
   * Reads a body.
   *
   * @throws Problem if it is of another form, or holds too many pictures; a single picture's base64
   *     that is wrong is a problem too, that of one among several is kept with it
   */
  static Upload read(byte[] body, ObjectMapper json, int maxPictures) throws Problem {
    JsonUpload upload = new JsonUpload(maxPictures);
    try (JsonParser parser = json.createParser(body)) {
      upload.readObject(parser);
    } catch (IOException e) {
      // Its message quotes content, which may be a whole picture.
      throw malformed("The body is not valid JSON, or names a field twice");
    }
    if (upload.form == null) {
      throw new Problem(ProblemType.NO_PICTURE, "The JSON has neither 'image' nor 'images'");
    }
    return new Upload(upload.pictures, upload.form.equals("images"), upload.options);
  }

  private void readObject(JsonParser parser) throws IOException, Problem {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("The JSON must be an object with 'image' or 'images'");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("image")) {
        takeForm(name);
        pictures.add(new Picture.File(Base64Picture.decode(text(parser, value))));
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

  private void takeForm(String name) throws Problem {
    if (form != null) {
      throw malformed("The JSON must have either 'image' or 'images', not both");
    }
    form = name;
  }

  private void readList(JsonParser parser, JsonToken value) throws IOException, Problem {
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
      throw new Problem(ProblemType.NO_PICTURE, "The list 'images' is empty");
    }
  }

  private static Picture listed(String text) {
    try {
      return new Picture.File(Base64Picture.decode(text));
    } catch (Problem problem) {
      return new Picture.Unusable(problem);
    }
  }

  private static String text(JsonParser parser, @Nullable JsonToken value)
      throws IOException, Problem {
    if (value != JsonToken.VALUE_STRING) {
      throw malformed("A picture must be a text: base64, or a data URL of it");
    }
    return parser.getText();
  }

  private void readOption(JsonParser parser, String name, JsonToken value)
      throws IOException, Problem {
    if (Options.NAMES.contains(name) && !value.isNumeric()) {
      throw new Problem(ProblemType.BAD_PARAMETER, name + " must be a number");
    }
    // What is no option is refused by its name; its value does not matter.
    Options.add(options, new Upload.Option(name, value.isNumeric() ? parser.getText() : ""));
    parser.skipChildren();
  }

  private static Problem malformed(String detail) {
    return new Problem(ProblemType.MALFORMED_JSON, detail);
  }
}
