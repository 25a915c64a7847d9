package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class that an image may show.
 *
 * @param rank 1 for the most probable
 * @param label name of the class; not unique: two classes of ImageNet are named "crane"
 * @param wnid WordNet id of the class, such as {@code n02123045}; null if it has none
 * @param index of the class in the network's output, from 0
 * @param probability 0..1, rounded to a millionth; see {@link Activation}
 * @param parents names of the nodes above the class, its category first; empty if there are none
 * @param aliases other names of the class; may be empty
 * @param zh the class in Chinese; null if not requested, or if the model has no Chinese names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    int rank,
    String label,
    @Nullable String wnid,
    int index,
    double probability,
    List<String> parents,
    List<String> aliases,
    @Nullable LocalName zh) {
  /** Copies the lists. */
  public Prediction {
    parents = List.copyOf(parents);
    aliases = List.copyOf(aliases);
  }

  /** Creates a prediction of a class that is in no tree. */
  public Prediction(int rank, String label, @Nullable String wnid, int index, double probability) {
    this(rank, label, wnid, index, probability, List.of(), List.of(), null);
  }

  /** Rounds a probability to the digits that a float32 logit supports. */
  static double rounded(double probability) {
    return Math.round(probability * 1e6) / 1e6;
  }
}
