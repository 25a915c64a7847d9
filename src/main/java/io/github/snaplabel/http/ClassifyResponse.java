package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Precision;
import java.util.List;

/** What {@code POST /classify} answers. */
sealed interface ClassifyResponse {
  /** Which model answers. */
  record Model(String name, Precision precision, String version) {
    static Model of(ModelInfo info) {
      return new Model(info.name(), info.precision(), info.version());
    }
  }

  /** For one picture. */
  @JsonPropertyOrder("model")
  record Single(Model model, @JsonUnwrapped LabeledImage picture) implements ClassifyResponse {}

  /** For several, in the request's order. */
  record Several(Model model, List<Item> results) implements ClassifyResponse {}

  /** Of one picture among several. */
  sealed interface Item {}

  /** It was read. */
  record LabeledItem(@JsonUnwrapped LabeledImage picture) implements Item {}

  /** It was not. */
  record FailedItem(@JsonProperty("error") Reason reason) implements Item {
    static FailedItem of(ProblemException problem) {
      return new FailedItem(
          new Reason(problem.type().code(), problem.type().title(), problem.detail()));
    }
  }

  /** Why a picture was not read, as a problem tells it. */
  record Reason(String code, String title, String detail) {}
}
