package io.github.snaplabel.build;

import java.nio.file.Path;

/**
 * An ONNX file that was found, its hash checked if one is known.
 *
 * @param file where it lies
 * @param sha256 its hash, 64 hex digits
 */
record SourceModel(Path file, String sha256) {}
