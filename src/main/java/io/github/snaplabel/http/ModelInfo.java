package io.github.snaplabel.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.snaplabel.vision.Precision;
import org.jspecify.annotations.Nullable;

/**
 * The model that is loaded, as {@code GET /model} tells it.
 *
 * @param name of the architecture
 * @param version first twelve digits of its source's SHA-256
 * @param precision of its arithmetic
 * @param inputSize height and width of the network's input, in pixels
 * @param classes that it tells apart
 * @param notice what everybody who meets the model is told of it; null if there is nothing
 */
public record ModelInfo(
    String name,
    String version,
    Precision precision,
    int inputSize,
    int classes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String notice) {}
