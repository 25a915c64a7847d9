package io.github.snaplabel.image.hevc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stream of {@code src/test/resources/hevc}, which {@code make_hevc_streams.py} made.
 *
 * @param parameterSets NAL units of VPS, SPS and PPS
 * @param pictureUnits the other NAL units
 */
record HevcStream(List<byte[]> parameterSets, List<byte[]> pictureUnits) {
  private static final int VPS = 32;
  private static final int PPS = 34;

  static HevcStream read(String name) {
    List<byte[]> parameterSets = new ArrayList<>();
    List<byte[]> pictureUnits = new ArrayList<>();
    for (byte[] unit : split(bytes(name))) {
      int type = unit[0] >> 1 & 63;
      (type >= VPS && type <= PPS ? parameterSets : pictureUnits).add(unit);
    }
    return new HevcStream(parameterSets, pictureUnits);
  }

  /** Returns the SHA-256 of the planes of each stream, by the stream's name. */
  static Map<String, String> hashes() {
    return new String(bytes("planes.sha256"), ISO_8859_1)
        .lines()
        .collect(toMap(line -> line.substring(66), line -> line.substring(0, 64)));
  }

  private static byte[] bytes(String name) {
    try (InputStream file = HevcStream.class.getResourceAsStream("/hevc/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException("There is no " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Splits a byte stream at its start codes (Annex B). */
  private static List<byte[]> split(byte[] stream) {
    return Pattern.compile("\0\0\1", Pattern.LITERAL)
        .splitAsStream(new String(stream, ISO_8859_1))
        .map(unit -> unit.replaceFirst("\0+$", "").getBytes(ISO_8859_1))
        .filter(unit -> unit.length > 0)
        .toList();
  }

  YuvPlanes decode() throws HevcException {
    return HevcDecoder.decode(parameterSets, pictureUnits, new HevcLimits(1 << 20));
  }

  HevcStream withPictureUnits(List<byte[]> units) {
    return new HevcStream(parameterSets, units);
  }
}
