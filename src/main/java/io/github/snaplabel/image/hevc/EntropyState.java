package io.github.snaplabel.image.hevc;

/**
 * A saved state of the entropy decoder (9.3.2.3 and 9.3.2.4).
 *
 * <p>Not thread-safe.
 */
final class EntropyState {
  private final byte[] contexts = new byte[ContextVariables.COUNT];
  private final byte[] riceStatistics = new byte[4];

  void save(CabacDecoder cabac, ResidualCoding coding) {
    System.arraycopy(cabac.states, 0, contexts, 0, contexts.length);
    System.arraycopy(coding.riceStatistics(), 0, riceStatistics, 0, riceStatistics.length);
  }

  void restore(CabacDecoder cabac, ResidualCoding coding) {
    System.arraycopy(contexts, 0, cabac.states, 0, contexts.length);
    System.arraycopy(riceStatistics, 0, coding.riceStatistics(), 0, riceStatistics.length);
  }
}
