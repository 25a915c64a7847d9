package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A class that an image may show.
 *
 * @param rank 1 for the most probable
 * @param label name of the class; not unique: two classes of ImageNet are named "crane"
 * @param wnid WordNet id of the class, such as {@code n02123045}; null if it has none
 * @param index of the class in the network's output, from 0
 * @param probability 0..1, rounded to a millionth; see {@link Activation}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    int rank, String label, @Nullable String wnid, int index, double probability) {}
