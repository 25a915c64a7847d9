package io.github.snaplabel.tagging;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.TaggingOutcome.NoTagsLeft;
import io.github.snaplabel.tagging.TaggingOutcome.Tagged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one object in the function's response to an event.
 *
 * @param versionId null if the event does not say
 * @param outcome code of the outcome
 * @param label null if none is certain, or if the image was not labeled now
 * @param predictions up to the number set for tags; null if the image was not labeled now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnnouncedResult(
    String bucket,
    String key,
    @Nullable String versionId,
    String outcome,
    @Nullable SureLabel label,
    @Nullable List<Prediction> predictions) {
  static AnnouncedResult of(ObjectResult.Done result) {
    ObjectRef object = result.object();
    LabeledImage image = image(result.outcome());
    return new AnnouncedResult(
        object.bucket(),
        object.key(),
        object.versionId(),
        result.outcome().code(),
        image == null ? null : image.label(),
        image == null ? null : image.predictions());
  }

  private static @Nullable LabeledImage image(TaggingOutcome outcome) {
    return switch (outcome) {
      case Tagged tagged -> tagged.image();
      case NoTagsLeft untagged -> untagged.image();
      default -> null;
    };
  }
}
