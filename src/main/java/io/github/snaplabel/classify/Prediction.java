package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a picture may show.
 *
 * @param rank 1 for the most probable
 * @param label the class's name; two classes may have the same, as ImageNet's "crane"
 * @param wnid the class's WordNet id, such as {@code n02123045}; null unless the class is one of
 *     ImageNet's
 * @param index of the class in the network's output, from 0
 * @param probability 0..1, to a millionth; of a softmax or a sigmoid, see {@link Activation}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prediction(
    int rank, String label, @Nullable String wnid, int index, double probability) {}
