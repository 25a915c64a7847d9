package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The number format of a compiled network. */
public enum Precision {
  /** Statically quantized (QDQ): int8 weights, uint8 activations, float logits. */
  @JsonProperty("int8")
  INT8,
  /** 32-bit floating point, as in training. */
  @JsonProperty("fp32")
  FP32
}
