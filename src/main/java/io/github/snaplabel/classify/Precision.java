package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The arithmetic of a compiled network. */
public enum Precision {
  /** Static QDQ: int8 weights, uint8 activations, float logits. */
  @JsonProperty("int8")
  INT8,
  /** 32-bit floating point, as the network was trained. */
  @JsonProperty("fp32")
  FP32
}
