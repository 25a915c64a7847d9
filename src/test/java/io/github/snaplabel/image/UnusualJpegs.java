package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.cut;
import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.join;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.set;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Makes JPEGs that deviate from the standard, as cameras and programs write them. */
final class UnusualJpegs extends UnusualImageList {
  private static final int START_OF_IMAGE_BYTES = 2;
  private static final int JFIF_MAJOR_VERSION = 11;
  private static final int APP0 = 0xe0;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int START_OF_SCAN = 0xda;
  private static final byte[] END = bytes(0xff, 0xd9);
  private static final byte[] TRAILER =
      "\0\0\1\n\16\0\0\0Image_UTC_Data1537358900000SEFHe\0\0\0SEFT"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final byte[] plain = TestImages.read("large.jpg");
  private final byte[] restarts = JpegWriter.photo(16).write(JpegWriter.photo());
  private final byte[] progressive = JpegWriter.progressive(JpegWriter.photo());

  private UnusualJpegs() {}

  static List<UnusualImage> all() {
    UnusualJpegs jpegs = new UnusualJpegs();
    jpegs.addColors();
    jpegs.addRestarts();
    jpegs.addEnds();
    jpegs.addSegments();
    jpegs.addOrientations();
    return jpegs.images;
  }

  private void addColors() {
    like("JFIF 0", set(plain, JFIF_MAJOR_VERSION, 0, 0), plain);
    like("JFIF 2", set(plain, JFIF_MAJOR_VERSION, 2, 0), plain);
    byte[] withoutJfif = withoutSegment(plain, APP0);
    for (int transform : new int[] {1, 2, 3, 68}) {
      byte[] adobe = segment(0xee, "Adobe\0d\0\0\0\0" + (char) transform);
      like("Adobe transform " + transform, insert(withoutJfif, 2, adobe), plain);
      like("Adobe transform and JFIF " + transform, insert(plain, 20, adobe), plain);
    }
    byte[] cmyk = TestImages.read("cmyk.jpg");
    like("CMYK without an Adobe segment", withoutSegment(cmyk, 0xee), cmyk);
    byte[] ycck = TestImages.read("ycck.jpg");
    int transform = JpegFileTest.indexOf(ycck, 0xee) + 14;
    like("YCCK with an unknown transform", set(ycck, transform, 7), ycck);
  }

  private void addRestarts() {
    int marker = JpegFileTest.indexOf(restarts, 0xd2) - 1;
    for (int count : new int[] {1, 3, 9}) {
      byte[] junk = new byte[count];
      Arrays.fill(junk, (byte) 0x31);
      like(count + " bytes before a restart marker", insert(restarts, marker, junk), restarts);
    }
    like("a marker far from the expected one", set(restarts, marker + 1, 0xd5), restarts);
    images.add(UnusualImage.decoded("a missing restart", remove(restarts, marker, marker + 2)));
    images.add(UnusualImage.decoded("a later restart", set(restarts, marker + 1, 0xd3)));
    images.add(UnusualImage.decoded("an earlier restart", set(restarts, marker + 1, 0xd1)));
    images.add(
        UnusualImage.decoded(
            "a restart after each block",
            new JpegWriter(0.85f, 1, 1, true).write(JpegWriter.image("white", 900, 900, true))));
    byte[] withoutTables = restarts;
    while (contains(withoutTables, HUFFMAN_TABLES)) {
      withoutTables = withoutSegment(withoutTables, HUFFMAN_TABLES);
    }
    like("Motion JPEG, without Huffman tables", withoutTables, restarts);
    int last = lastIndexOf(withoutTables, 0xd2) - 1;
    like(
        "Motion JPEG, and bytes before a restart marker",
        insert(withoutTables, last, new byte[9]),
        restarts);
    corrupt("restarts, half of it", join(Arrays.copyOf(restarts, restarts.length / 2), END));
  }

  private void addEnds() {
    byte[] junk = bytes(0x7f, 0x7f, 0x7f);
    Map<String, byte[]> files =
        Map.of("plain", plain, "restarts", restarts, "progressive", progressive);
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      String kind = entry.getKey();
      byte[] file = entry.getValue();
      like(kind + ", bytes before the end", insert(file, file.length - 2, junk), file);
      like(kind + ", no end but a trailer", join(cut(file, 2), TRAILER), file);
      like(kind + ", no end but zeros", join(cut(file, 2), new byte[512]), file);
      like(kind + ", no end", cut(file, 2), file);
      like(kind + ", half of the end", cut(file, 1), file);
      byte[] half = Arrays.copyOf(file, file.length / 2);
      corrupt(kind + ", half of it", half);
      corrupt(kind + ", half of it with an end", join(half, END));
      corrupt(kind + ", without its last bytes", join(cut(file, 12), END));
    }
    byte[] scans = progressive;
    for (int at = scans.length - 3; at > 0; at--) {
      if (scans[at] == (byte) 0xff && scans[at + 1] == (byte) 0xc4) {
        scans = insert(scans, at, junk);
      }
    }
    like("progressive, bytes before each table", scans, progressive);
    byte[] separate = TestImages.read("not-interleaved.jpg");
    int second = lastIndexOf(separate, START_OF_SCAN) - 1;
    corrupt("a color component is missing", join(Arrays.copyOf(separate, second), END));
  }

  private void addSegments() {
    like("a segment of length 1", insert(plain, 2, bytes(0xff, 0xe1, 0, 1)), plain);
    like("a comment of length 0", insert(plain, 2, bytes(0xff, 0xfe, 0, 0)), plain);
    int scan = JpegFileTest.indexOf(plain, START_OF_SCAN) - 1;
    like("stray bytes before the scan", insert(plain, scan, bytes(1, 2, 3)), plain);
    like("zeros for the selection of coefficients", set(plain, scan + 11, 0, 0, 0), plain);
    byte[] headers = Arrays.copyOf(plain, scan + 14);
    corrupt("a scan that claims more bytes than there are", set(headers, scan + 2, 0x20));
    corrupt("a table of length 1", insert(plain, 2, bytes(0xff, 0xdb, 0, 1)));
  }

  private void addOrientations() {
    byte[] turned = insert(plain, 2, exif("", exif6()));
    String upright = "4d4d002a00000008" + "0001" + "0112000300000001" + "00010000" + "00000000";
    String without = "4d4d002a00000008" + "0001" + "0100000300000001" + "00010000" + "00000000";
    String asLong = "4d4d002a00000008" + "0001" + "0112000400000001" + "00000006" + "00000000";
    String asByte = "4d4d002a00000008" + "0001" + "0112000100000001" + "06000000" + "00000000";
    String little = "49492a0008000000" + "0100" + "1201040001000000" + "06000000" + "00000000";
    like("EXIF 6, then 1", insert(plain, 2, join(exif("", exif6()), exif("", upright))), turned);
    like("EXIF 6, then none", insert(plain, 2, join(exif("", exif6()), exif("", without))), turned);
    like("EXIF 1, then 6", insert(plain, 2, join(exif("", upright), exif("", exif6()))), plain);
    like("EXIF of type LONG", insert(plain, 2, exif("", asLong)), turned);
    like("EXIF of type BYTE", insert(plain, 2, exif("", asByte)), turned);
    like("EXIF of type LONG, little-endian", insert(plain, 2, exif("", little)), turned);
    like("EXIF with two prefixes", insert(plain, 2, exif("Exif\0\0", exif6())), turned);
    for (byte[] file : List.of(plain, progressive)) {
      like("EXIF behind the scans", insert(file, file.length - 2, exif("", exif6())), file);
    }
    like(
        "EXIF between the scans",
        insert(progressive, lastIndexOf(progressive, START_OF_SCAN) - 1, exif("", exif6())),
        progressive);
  }

  static String exif6() {
    return "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000" + "00000000";
  }

  private static byte[] exif(String prefix, String tiff) {
    String content = new String(HexFormat.of().parseHex(tiff), StandardCharsets.ISO_8859_1);
    return segment(0xe1, "Exif\0\0" + prefix + content);
  }

  private static byte[] segment(int marker, String content) {
    int length = 2 + content.length();
    return join(
        bytes(0xff, marker, length >> 8, length & 0xff),
        content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] withoutSegment(byte[] jpeg, int marker) {
    int at = JpegFileTest.indexOf(jpeg, marker) - 1;
    int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
    return remove(jpeg, at, at + START_OF_IMAGE_BYTES + length);
  }

  private static boolean contains(byte[] jpeg, int marker) {
    return new String(jpeg, StandardCharsets.ISO_8859_1).contains("\u00ff" + (char) marker);
  }

  /** Returns the offset of the second byte of the last such marker. */
  private static int lastIndexOf(byte[] jpeg, int marker) {
    for (int i = jpeg.length - 1; i > 0; i--) {
      if (jpeg[i] == (byte) marker && jpeg[i - 1] == (byte) 0xff) {
        return i;
      }
    }
    throw new IllegalArgumentException("No such marker: " + marker);
  }
}
