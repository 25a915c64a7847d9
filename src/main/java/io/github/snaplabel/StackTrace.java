package io.github.snaplabel;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Formats stack traces for the log; they are never part of a response. */
final class StackTrace {
  private StackTrace() {}

  /** Returns the stack trace as Java prints it, without a trailing line break. */
  static String of(Throwable throwable) {
    StringWriter trace = new StringWriter();
    throwable.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }
}
