package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled networks of one model.
 *
 * @param networks networks by precision
 * @param calibration how the ranges of the int8 network were measured; null without such a network
 */
record CompiledNetworks(
    Map<Precision, ModelManifest.CompiledNetwork> networks,
    ModelManifest.@Nullable CalibrationInfo calibration) {}
