package io.github.snaplabel.classify;

import io.github.snaplabel.image.HeicDecoding;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.PreferredDecoder;

/**
 * Options of an {@link ImageLabeler}.
 *
 * @param limits of an image
 * @param threads that share the inference of one image, see {@link Classifier#open}
 * @param decoder which decoder is preferred for JPEGs and PNGs
 * @param heics whether HEIC files are decoded
 * @param network how the network is loaded
 */
public record LabelerOptions(
    ImageLimits limits,
    int threads,
    PreferredDecoder decoder,
    HeicDecoding heics,
    NetworkLoading network) {
  /**
   * Returns options for several images at once: one thread per image, all JPEGs and PNGs decoded by
   * native code, and HEIC enabled.
   */
  public static LabelerOptions of(ImageLimits limits) {
    return new LabelerOptions(
        limits, 1, PreferredDecoder.NATIVE, HeicDecoding.ON, NetworkLoading.FAST);
  }

  /** Returns the same options with another number of threads per image. */
  public LabelerOptions withThreads(int count) {
    return new LabelerOptions(limits, count, decoder, heics, network);
  }

  /** Returns the same options with or without HEIC. */
  public LabelerOptions withHeics(HeicDecoding decoding) {
    return new LabelerOptions(limits, threads, decoder, decoding, network);
  }
}
