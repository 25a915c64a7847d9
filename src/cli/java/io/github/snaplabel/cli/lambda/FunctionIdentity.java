package io.github.snaplabel.cli.lambda;

/**
 * The name and version of an emulated function, which belongs to no real account.
 *
 * @param version {@code $LATEST}, or a number if published, as SnapStart requires
 */
record FunctionIdentity(String name, String version, String region) {
  static FunctionIdentity of(InitializationType type) {
    return new FunctionIdentity(
        "snaplabel",
        switch (type) {
          case ON_DEMAND -> "$LATEST";
          case SNAP_START -> "1";
        },
        "us-east-1");
  }

  /** Returns the function's ARN, with the account number that AWS uses in examples. */
  String arn() {
    return "arn:aws:lambda:%s:123456789012:function:%s".formatted(region, name);
  }
}
