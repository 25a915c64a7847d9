package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Precision;
import java.util.List;

/** The body of a successful response to {@code POST /classify}. */
sealed interface ClassifyResponse {
  /** The model that labeled the images. */
  record Model(String name, Precision precision, String version) {
    static Model of(ModelInfo info) {
      return new Model(info.name(), info.precision(), info.version());
    }
  }

  /** The result of a request with one image. */
  @JsonPropertyOrder("model")
  record Single(Model model, @JsonUnwrapped LabeledImage labeled) implements ClassifyResponse {}

  /** The results of a request with a list of images, in the request's order. */
  record Several(Model model, List<Item> results) implements ClassifyResponse {}

  /** The result of one image in a list. */
  sealed interface Item {}

  /** The image was labeled. */
  record LabeledItem(@JsonUnwrapped LabeledImage labeled) implements Item {}

  /** The image could not be labeled. */
  record FailedItem(@JsonProperty("error") Reason reason) implements Item {
    static FailedItem of(ProblemException problem) {
      return new FailedItem(
          new Reason(problem.type().code(), problem.type().title(), problem.detail()));
    }
  }

  /** Why an image was not labeled; the same fields as in a problem. */
  record Reason(String code, String title, String detail) {}
}
