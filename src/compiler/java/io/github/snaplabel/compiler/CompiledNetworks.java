package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.classify.Precision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle has of one model.
 *
 * @param networks the compiled networks
 * @param calibration how the ranges of the int8 network were found; null if there is none
 */
record CompiledNetworks(
    Map<Precision, ModelManifest.CompiledNetwork> networks,
    ModelManifest.@Nullable CalibrationInfo calibration) {}
