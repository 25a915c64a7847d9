package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.HevcException;
import java.util.Objects;

/** Thrown if a HEIF file cannot be read. */
public final class HeifException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum HeifFault {
    /** It is truncated or damaged. */
    CORRUPT,
    /** It uses a feature that is not supported. */
    UNSUPPORTED
  }

  private final HeifFault fault;

  private HeifException(HeifFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  static HeifException corrupt(String message) {
    return new HeifException(HeifFault.CORRUPT, message);
  }

  static HeifException unsupported(String message) {
    return new HeifException(HeifFault.UNSUPPORTED, message);
  }

  static HeifException of(HevcException e) {
    HeifFault fault =
        switch (e.kind()) {
          case CORRUPT -> HeifFault.CORRUPT;
          case UNSUPPORTED -> HeifFault.UNSUPPORTED;
        };
    return new HeifException(fault, Objects.requireNonNullElse(e.getMessage(), "damaged HEVC"));
  }

  /** Returns one sentence for the person who sent the file. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public HeifFault fault() {
    return fault;
  }
}
