package io.github.snaplabel.cli.lambda;

/** How Lambda initializes a function: the values of {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
public enum InitializationType {
  ON_DEMAND("on-demand"),
  SNAP_START("snap-start");

  private final String value;

  InitializationType(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }
}
