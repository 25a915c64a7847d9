/** One line a picture for the log, which CloudWatch reads as metrics too. */
@NullMarked
package io.github.snaplabel.telemetry;

import org.jspecify.annotations.NullMarked;
