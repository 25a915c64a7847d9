/** Writes one log line per image, from which CloudWatch extracts metrics. */
@NullMarked
package io.github.snaplabel.telemetry;

import org.jspecify.annotations.NullMarked;
