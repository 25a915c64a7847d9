package io.github.snaplabel.compiler.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.snaplabel.compiler.graph.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Samples the two terms of a sum that a Relu rectifies, and chooses minimums of the terms' ranges
 * that change the rectified sum least. Not thread-safe.
 *
 * <p>Where a term is very negative, so is the sum, and the Relu returns 0: a range that includes
 * such values quantizes the others more coarsely without any benefit. In ResNets, the terms are the
 * outputs of a block's last convolution and of its projection. The maximum is kept: large values
 * are rare in the calibration photos, but matter most where they occur.
 */
final class RectifiedSum {
  private static final long SEED = 7;

  /** The minimums that are tried are 1/50, 2/50, ... of the measured one. */
  private static final int STEPS = 50;

  private final List<String> terms;
  private final Set<String> narrowed;
  private final Random random = new Random(SEED);

  /** For each image, values of both terms at the same positions. */
  private final List<List<float[]>> samples = new ArrayList<>();

  /**
   * @param terms names of two tensors
   * @param narrowed those whose ranges may be narrowed, as nothing else uses them
   */
  RectifiedSum(List<String> terms, Set<String> narrowed) {
    this.terms = List.copyOf(terms);
    this.narrowed = Set.copyOf(narrowed);
  }

  /** Lists the sums of a network that have a term which nothing else uses. */
  static List<RectifiedSum> of(Network network) {
    Map<String, Integer> uses = new HashMap<>();
    network
        .nodes()
        .forEach(node -> node.getInputList().forEach(i -> uses.merge(i, 1, Integer::sum)));
    Set<String> rectified = network.rectified();
    List<RectifiedSum> sums = new ArrayList<>();
    for (NodeProto node : network.nodes()) {
      if (node.getOpType().equals("Add") && rectified.contains(node.getOutput(0))) {
        Set<String> own =
            node.getInputList().stream()
                .filter(term -> uses.getOrDefault(term, 0) == 1)
                .collect(Collectors.toSet());
        if (!own.isEmpty()) {
          sums.add(new RectifiedSum(node.getInputList(), own));
        }
      }
    }
    return sums;
  }

  /** Returns the names of both terms. */
  List<String> terms() {
    return terms;
  }

  /**
   * Samples the terms of one image.
   *
   * @param tensors by name
   * @param count number of values, if there are as many
   */
  void add(Map<String, float[]> tensors, int count) {
    int size = tensor(tensors, terms.getFirst()).length;
    int[] positions =
        count < size ? random.ints(count, 0, size).toArray() : IntStream.range(0, size).toArray();
    samples.add(terms.stream().map(term -> values(tensor(tensors, term), positions)).toList());
  }

  private static float[] tensor(Map<String, float[]> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static float[] values(float[] tensor, int[] positions) {
    float[] values = new float[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor[positions[i]];
    }
    return values;
  }

  /**
   * Returns the ranges to quantize the narrowed terms with.
   *
   * @param measured measured range of each term, by name
   */
  Map<String, Range> ranges(Map<String, Range> measured) {
    Map<String, Range> ranges = new HashMap<>();
    for (String term : narrowed) {
      ranges.put(
          term, narrow(terms.indexOf(term), Objects.requireNonNull(measured.get(term), term)));
    }
    return ranges;
  }

  private Range narrow(int term, Range measured) {
    Range best = measured;
    double least = squaredError(term, measured);
    for (int step = 1; step < STEPS; step++) {
      Range range = new Range(measured.min() * step / STEPS, measured.max());
      double error = squaredError(term, range);
      if (error < least) {
        least = error;
        best = range;
      }
    }
    return best;
  }

  /** Returns the squared error of the rectified sum if one term is quantized with a range. */
  private double squaredError(int term, Range range) {
    Range.Uint8Code code = range.code();
    double[] errors = new double[samples.size()];
    Arrays.parallelSetAll(
        errors, i -> squaredError(samples.get(i).get(term), samples.get(i).get(1 - term), code));
    // In order, so that the result does not depend on the threads.
    return Arrays.stream(errors).sum();
  }

  private static double squaredError(float[] values, float[] others, Range.Uint8Code code) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      float exact = Math.max(values[i] + others[i], 0);
      float coded = Math.max(code.roundTrip(values[i]) + others[i], 0);
      sum += (exact - coded) * (exact - coded);
    }
    return sum;
  }
}
