package io.github.snaplabel.cli.lambda;

/**
 * What a function is called where there is no account.
 *
 * @param version a number once published, which SnapStart asks for
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

  /** The account is the one of AWS's own examples. */
  String arn() {
    return "arn:aws:lambda:%s:123456789012:function:%s".formatted(region, name);
  }
}
