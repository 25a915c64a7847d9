package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * The scaling factors of intra blocks (7.3.4 and 7.4.5): 12 matrices, for blocks of side 4 to 32 of
 * each component. Those of inter blocks are skipped.
 *
 * <p>Not thread-safe.
 */
final class ScalingLists {
  private static final int SIZES = 4;
  private static final int MATRICES = 6;
  private static final int COMPONENTS = 3;
  private static final int FLAT = 16;

  /** Table 7-6 for intra blocks, in the order of the up-right diagonal scan. */
  private static final int[] DEFAULT_INTRA = {
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 17, 16, 17, 16, 17, 18, 17, 18, 18, 17, 18, 21, 19, 20,
    21, 20, 19, 21, 24, 22, 22, 24, 24, 22, 22, 24, 25, 25, 27, 30, 27, 25, 25, 29, 31, 35, 35, 31,
    29, 36, 41, 44, 41, 36, 47, 54, 54, 47, 65, 70, 65, 88, 88, 115
  };

  /** By {@code sizeId} and {@code matrixId}, which is the component. */
  private final int[][][] lists = new int[SIZES][COMPONENTS][];

  private final int[][] dc = new int[SIZES][COMPONENTS];

  /** By {@code sizeId} and component, then row by row; empty until they are needed. */
  private final int[][][] factors = new int[SIZES][COMPONENTS][0];

  private ScalingLists() {
    for (int sizeId = 0; sizeId < SIZES; sizeId++) {
      for (int matrix = 0; matrix < COMPONENTS; matrix++) {
        setDefault(sizeId, matrix);
      }
    }
  }

  /** Returns the default lists (Tables 7-5 and 7-6). */
  static ScalingLists defaults() {
    return new ScalingLists();
  }

  /** Reads {@code scaling_list_data()}. */
  static ScalingLists parse(RbspReader reader) throws HevcException {
    ScalingLists result = new ScalingLists();
    for (int sizeId = 0; sizeId < SIZES; sizeId++) {
      int step = sizeId == 3 ? 3 : 1;
      for (int matrix = 0; matrix < MATRICES; matrix += step) {
        if (reader.flag()) {
          result.parseList(reader, sizeId, matrix);
        } else {
          int delta = reader.unsigned("scaling_list_pred_matrix_id_delta", matrix / step);
          result.predict(sizeId, matrix, delta * step);
        }
      }
    }
    // Chroma blocks of side 32, which only 4:4:4 has, use the lists for side 16 (7.4.5).
    for (int component = 1; component < COMPONENTS; component++) {
      result.lists[3][component] = result.lists[2][component];
      result.dc[3][component] = result.dc[2][component];
    }
    return result;
  }

  private void setDefault(int sizeId, int matrix) {
    int[] flat = new int[16];
    Arrays.fill(flat, FLAT);
    lists[sizeId][matrix] = sizeId == 0 ? flat : DEFAULT_INTRA;
    dc[sizeId][matrix] = FLAT;
  }

  private void predict(int sizeId, int matrix, int delta) {
    if (matrix >= COMPONENTS) {
      return;
    }
    if (delta == 0) {
      setDefault(sizeId, matrix);
    } else {
      lists[sizeId][matrix] = lists[sizeId][matrix - delta];
      dc[sizeId][matrix] = dc[sizeId][matrix - delta];
    }
  }

  private void parseList(RbspReader reader, int sizeId, int matrix) throws HevcException {
    int[] list = new int[sizeId == 0 ? 16 : 64];
    int next = 8;
    if (sizeId > 1) {
      next += reader.signed("scaling_list_dc_coef_minus8", -7, 247);
    }
    int first = next;
    for (int i = 0; i < list.length; i++) {
      next = (next + reader.signed("scaling_list_delta_coef", -128, 127)) & 255;
      list[i] = next;
    }
    if (matrix < COMPONENTS) {
      lists[sizeId][matrix] = list;
      dc[sizeId][matrix] = first;
    }
  }

  private static int[] expand(int sizeId, int[] list, int dc) {
    int log2List = sizeId == 0 ? 2 : 3;
    int log2Size = sizeId + 2;
    int shift = log2Size - log2List;
    int[] matrix = new int[1 << (log2List * 2)];
    int[] scan = ScanOrder.positions(ScanOrder.DIAGONAL, log2List);
    for (int i = 0; i < list.length; i++) {
      matrix[scan[i]] = list[i];
    }
    int[] expanded = new int[1 << (log2Size * 2)];
    for (int i = 0; i < expanded.length; i++) {
      int x = (i & (1 << log2Size) - 1) >> shift;
      int y = i >> (log2Size + shift);
      expanded[i] = matrix[y << log2List | x];
    }
    if (sizeId > 1) {
      expanded[0] = dc;
    }
    return expanded;
  }

  /**
   * Returns the scaling factors of a block, row by row.
   *
   * @param log2Size 2 to 5
   */
  int[] factors(int log2Size, int component) {
    int sizeId = log2Size - 2;
    if (factors[sizeId][component].length == 0) {
      factors[sizeId][component] = expand(sizeId, lists[sizeId][component], dc[sizeId][component]);
    }
    return factors[sizeId][component];
  }
}
