package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The model that is loaded, as {@code GET /model} tells it.
 *
 * @param name of the architecture
 * @param version twelve hex digits that change with its answers
 * @param precision of its arithmetic
 * @param inputSize height and width of the network's input, in pixels
 * @param classes that it tells apart
 * @param labels where their names are from: {@code imagenet}, or the name of a file
 * @param activation that makes its probabilities
 * @param trained whether its answers mean anything
 * @param longestLabel of their names, in UTF-16 units; not told
 * @param notice what everybody who meets the model is told of it; null if there is nothing
 */
public record ModelInfo(
    String name,
    String version,
    Precision precision,
    int inputSize,
    int classes,
    String labels,
    Activation activation,
    boolean trained,
    @JsonIgnore int longestLabel,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notice) {}
