package io.github.snaplabel;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack trace of a fault of ours, for the log and nobody else. */
final class StackTrace {
  private StackTrace() {}

  /** As Java prints it, without the last line's end. */
  static String of(Throwable fault) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }
}
