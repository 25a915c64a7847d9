package io.github.snaplabel.rekognition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The body of a successful response.
 *
 * @param labels most confident first
 * @param modelVersion identifies the model
 */
record DetectLabelsResponse(
    @JsonProperty("Labels") List<DetectedLabel> labels,
    @JsonProperty("LabelModelVersion") String modelVersion) {
  /**
   * A label.
   *
   * @param confidence in percent
   * @param instances always empty: positions in the image are unknown
   * @param parents the category first
   */
  record DetectedLabel(
      @JsonProperty("Name") String name,
      @JsonProperty("Confidence") double confidence,
      @JsonProperty("Instances") List<LabelName> instances,
      @JsonProperty("Parents") List<LabelName> parents,
      @JsonProperty("Aliases") List<LabelName> aliases,
      @JsonProperty("Categories") List<LabelName> categories) {}

  /** A structure with only a name. */
  record LabelName(@JsonProperty("Name") String name) {}
}
