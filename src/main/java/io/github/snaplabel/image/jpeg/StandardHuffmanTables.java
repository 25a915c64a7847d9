package io.github.snaplabel.image.jpeg;

import java.util.HexFormat;
import java.util.Map;

/**
 * The tables of ITU-T T.81, annex K.3. The frames of Motion JPEG videos, which webcams send, omit
 * them, and libjpeg-turbo then assumes them.
 */
final class StandardHuffmanTables {
  // Each as in a DHT segment: the numbers of codes of 1 to 16 bits, and their symbols.
  private static final String DC_LUMA = "00010501010101010100000000000000000102030405060708090a0b";

  private static final String DC_CHROMA =
      "00030101010101010101010000000000000102030405060708090a0b";

  private static final String AC_LUMA =
      "0002010303020403050504040000017d01020300041105122131410613516107227114328191a108"
          + "2342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a43444546474849"
          + "4a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798"
          + "999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2"
          + "e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa";

  private static final String AC_CHROMA =
      "00020102040403040705040400010277000102031104052131061241510761711322328108144291"
          + "a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748"
          + "494a535455565758595a636465666768696a737475767778797a82838485868788898a9293949596"
          + "9798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da"
          + "e2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa";

  private StandardHuffmanTables() {}

  /** Returns the tables of DC differences by their ids. */
  static Map<Integer, HuffmanTable> dc() {
    return Map.of(0, table(DC_LUMA), 1, table(DC_CHROMA));
  }

  /** Returns the tables of AC coefficients by their ids. */
  static Map<Integer, HuffmanTable> ac() {
    return Map.of(0, table(AC_LUMA), 1, table(AC_CHROMA));
  }

  private static HuffmanTable table(String hex) {
    return HuffmanTable.parse(new ByteRange(HexFormat.of().parseHex(hex))).orElseThrow();
  }
}
