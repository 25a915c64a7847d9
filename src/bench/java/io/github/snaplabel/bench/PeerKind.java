package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.snaplabel.classify.Precision;
import java.util.Arrays;

/** The compared classifiers. */
enum PeerKind {
  USUAL("usual"),
  DJL("djl"),
  PYTHON("python"),
  OURS_FP32("ours-fp32"),
  OURS_INT8("ours-int8"),
  /** Decodes at full size; used to compare predictions only. */
  OURS_FP32_FULL("ours-fp32-full");

  private final String label;

  PeerKind(String label) {
    this.label = label;
  }

  /** Returns the name in reports and on the command line. */
  @JsonValue
  String label() {
    return label;
  }

  /** Returns whether it is compared with our int8 network. */
  boolean isRival() {
    return this == USUAL || this == DJL || this == PYTHON;
  }

  /** Returns whether it can decode an image. */
  boolean reads(Case picture) {
    return !picture.isHeic() || (this != USUAL && this != DJL);
  }

  static PeerKind of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findAny().orElseThrow();
  }

  /**
   * Opens a peer in this process.
   *
   * @param threads number of threads per inference
   */
  Peer open(Setup setup, int threads) throws Exception {
    return switch (this) {
      case USUAL -> new UsualPeer(setup);
      case DJL -> new DjlPeer(setup, threads);
      case OURS_FP32 -> OursPeer.open(setup, Precision.FP32, threads);
      case OURS_INT8 -> OursPeer.open(setup, Precision.INT8, threads);
      case OURS_FP32_FULL -> FullDecodePeer.open(setup, threads);
      case PYTHON -> throw new IllegalArgumentException("worker.py is this peer");
    };
  }
}
