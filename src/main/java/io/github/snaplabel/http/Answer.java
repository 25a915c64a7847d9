package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.Precision;
import java.util.List;

/** What {@code POST /classify} answers. */
sealed interface Answer {
  /** Which model answers. */
  record Model(String name, Precision precision, String version) {
    static Model of(ModelInfo info) {
      return new Model(info.name(), info.precision(), info.version());
    }
  }

  /** For one picture. */
  @JsonPropertyOrder("model")
  record Single(Model model, @JsonUnwrapped LabeledImage picture) implements Answer {}

  /** For several, in the request's order. */
  record Several(Model model, List<Result> results) implements Answer {}

  /** Of one picture among several. */
  sealed interface Result {}

  /** It was read. */
  record Labeled(@JsonUnwrapped LabeledImage picture) implements Result {}

  /** It was not. */
  record Failed(@JsonProperty("error") Reason reason) implements Result {
    static Failed of(Problem problem) {
      return new Failed(
          new Reason(problem.type().code(), problem.type().title(), problem.detail()));
    }
  }

  /** Why a picture was not read, as a problem tells it. */
  record Reason(String code, String title, String detail) {}
}
