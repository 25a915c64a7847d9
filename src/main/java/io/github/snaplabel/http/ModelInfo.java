package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The loaded model, as {@code GET /model} describes it.
 *
 * @param name of the network's architecture
 * @param version twelve hex digits that change whenever the model's predictions may change
 * @param precision of the network's arithmetic
 * @param inputSize height and width of the network's input, in pixels
 * @param resize length of an image's shorter side, in pixels, when its center is cropped to the
 *     input
 * @param classes number of classes
 * @param labels source of the classes' names: {@code imagenet}, or the name of a file
 * @param activation that turns logits into probabilities
 * @param trained false if the weights are random, so that predictions are meaningless
 * @param notice that every user of the model has to see; null if there is none
 */
public record ModelInfo(
    String name,
    String version,
    Precision precision,
    int inputSize,
    int resize,
    int classes,
    String labels,
    Activation activation,
    boolean trained,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notice) {}
