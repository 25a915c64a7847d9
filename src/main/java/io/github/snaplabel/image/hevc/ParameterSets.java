package io.github.snaplabel.image.hevc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter sets received so far, by their ids.
 *
 * <p>Not thread-safe.
 */
final class ParameterSets {
  private final Map<Integer, SequenceParameterSet> sequences = new TreeMap<>();
  private final Map<Integer, PictureParameterSet> pictures = new TreeMap<>();

  static ParameterSets parse(List<byte[]> nalUnits) throws HevcException {
    ParameterSets sets = new ParameterSets();
    for (byte[] bytes : nalUnits) {
      sets.add(NalUnit.parse(bytes));
    }
    return sets;
  }

  /** Adds a parameter set of the base layer; ignores other NAL units. */
  void add(NalUnit unit) throws HevcException {
    if (unit.layer() != 0) {
      return;
    }
    if (unit.type() == NalUnit.SPS) {
      SequenceParameterSet sps = SequenceParameterSet.parse(unit.rbsp());
      sequences.put(sps.id, sps);
    } else if (unit.type() == NalUnit.PPS) {
      PictureParameterSet pps = PictureParameterSet.parse(unit.rbsp());
      pictures.put(pps.id, pps);
    }
  }

  PictureParameterSet picture(int id) throws HevcException {
    PictureParameterSet pps = pictures.get(id);
    if (pps == null) {
      throw HevcException.corrupt("There is no picture parameter set %d".formatted(id));
    }
    return pps;
  }

  SequenceParameterSet sequence(int id) throws HevcException {
    SequenceParameterSet sps = sequences.get(id);
    if (sps == null) {
      throw HevcException.corrupt("There is no sequence parameter set %d".formatted(id));
    }
    return sps;
  }

  /** Returns the format according to the sequence parameter set with the lowest ID. */
  HevcFormat format() throws HevcException {
    if (sequences.isEmpty()) {
      throw HevcException.corrupt("There is no sequence parameter set");
    }
    return sequences.values().iterator().next().format();
  }
}
