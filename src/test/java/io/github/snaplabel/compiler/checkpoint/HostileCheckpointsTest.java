package io.github.snaplabel.compiler.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileCheckpointsTest {
  private static final Path FOLDER = Path.of("src/test/resources/checkpoints");
  private static final int MUTANTS = 20_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"basic.pth", "basic-stream.pth", "basic.safetensors"})
  void aFileThatIsCutOffAnywhereIsRefused(String name) throws Exception {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    for (int length = 16; length < whole.length; length += 331) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> readAll(file)).isInstanceOf(CheckpointException.class);
    }
  }

  /** Mutations: flipped bits, replaced bytes and numbers, pieces removed, duplicated or swapped. */
  @Test
  @Timeout(300)
  void mutantsAreReadOrRefused() throws Exception {
    List<byte[]> files;
    try (Stream<Path> paths = Files.list(FOLDER)) {
      files =
          paths
              .filter(path -> !path.toString().endsWith(".json"))
              .sorted()
              .map(HostileCheckpointsTest::bytes)
              .toList();
    }
    Random random = new Random(14);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutate(files.get(i % files.size()), random);
      try {
        readAll(write(mutant));
      } catch (CheckpointException e) {
        refused++;
        assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n");
      } catch (IOException | RuntimeException | Error e) {
        Path kept = Files.write(Path.of("target", "mutant-" + i), mutant);
        fail("mutant " + i + " of seed 14, kept as " + kept, e);
      }
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS - 1);
  }

  @Test
  void aStorageLargerThanTheFileIsRefused() throws Exception {
    PickleWriter pickle =
        new PickleWriter().ops("}").string("x").tensor(200_000_000, 0, 200_000_000, 1).ops("s.");

    assertRefused(
        zip(pickle.bytes(), new byte[16]), "storage 0 has 16 bytes, expected 800,000,000");
    assertRefused(
        stream(pickle, 200_000_000),
        "the file is cut off: storage 0 of 800,000,000 bytes is incomplete");
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 1", "1, 4, 1", "0, 2, 4", "2000000000, 1, 1"})
  void aTensorLargerThanItsStorageIsRefused(int offset, int size, int stride) throws Exception {
    PickleWriter pickle =
        new PickleWriter().ops("}").string("x").tensor(4, offset, size, stride).ops("s.");

    assertThatThrownBy(() -> readAll(zip(pickle.bytes(), new byte[16])))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching("x takes the elements \\d+ to \\d+ of a storage that has 4");
  }

  @Test
  void tensorsThatShareAStorageAreReadUpToTheFilesSize() throws Exception {
    PickleWriter pickle = new PickleWriter().ops("}(");
    for (int i = 0; i < 100; i++) {
      pickle.string("x" + i).tensor(10_000, 0, 10_000, 1);
    }

    assertThatThrownBy(() -> readAll(zip(pickle.ops("u.").bytes(), new byte[40_000])))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching("x\\d+ and others before it are larger than the file");
  }

  @Test
  void aZipBombIsRefused() throws Exception {
    Path bomb = folder.resolve("bomb");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(new byte[10_000_000]);
    }

    assertRefused(bomb, "the entry a/data.pkl is compressed; those of torch.save are not");
    assertRefused(
        zip(new byte[5_000_000], new byte[0]),
        "the entry a/data.pkl has 5,000,000 bytes, expected at most 4,194,304");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a': [0,8], 'b': [4,12] | the tensors of the safetensors file overlap",
        "'a': [0,8], 'b': [0,8] | the tensors of the safetensors file overlap",
        "'a': [0,8], 'b': [9,17] | the file is damaged or cut off: b is declared at",
        "'a': [8,16] | the tensors of the safetensors file overlap",
        "'a': [0,8] | the safetensors file has 8 bytes after its last tensor",
        "'a': [8,0] | the file is damaged or cut off: a is declared at bytes [8, 0] of 16",
        "'a': [-8,0] | a has no shape, or no data_offsets, of whole numbers",
        "'a': [0,1e3] | a has no shape, or no data_offsets, of whole numbers",
        "'a': [0,16] | a is [2] of F32 and would take 8 bytes, but has 16",
        "'a': [0,8], 'a': [8,16] | the header of the safetensors file is not JSON: Duplicate",
      })
  void offsetsOfSafetensorsAreChecked(String tensors, String sentence) throws Exception {
    String header =
        "{"
            + tensors
                .replace('\'', '"')
                .replaceAll("(\\[[^]]*])", "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":$1}")
            + "}";

    assertThatThrownBy(() -> readAll(safetensors(header, 16)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[4294967296,4294967296] | F32 | an impossible tensor",
        "[9223372036854775807] | F32 | an impossible tensor",
        "[1000000000000] | F32 | an impossible tensor",
        "[1,1,1,1,1,1,1,1,1] | F32 | an impossible tensor",
        "[4] | F8_E4M3 | a is of type F8_E4M3, which is not supported",
        "{} | F32 | a has no shape, or no data_offsets, of whole numbers",
      })
  void shapesOfSafetensorsAreChecked(String shape, String dtype, String sentence) throws Exception {
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,16]}}".formatted(dtype, shape);

    assertThatThrownBy(() -> readAll(safetensors(header, 16)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aHeaderOfSafetensorsThatIsTooLongOrTooDeepIsRefused() throws Exception {
    Path claimed = write(new byte[] {0, 0, (byte) 0xd0, 5, 0, 0, 0, 0, '{', '}'});

    assertRefused(
        claimed,
        "the safetensors file declares a header of 97,517,568 bytes, but the file is shorter");
    assertThatThrownBy(() -> readAll(safetensors("{\"a\":" + "[".repeat(1_000_000), 0)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the header of the safetensors file is not JSON: ");
  }

  @Test
  void bytesInBigEndianOrderAreRead() throws Exception {
    PickleWriter pickle = new PickleWriter().ops("}").string("x").tensor(2, 0, 2, 1).ops("s.");
    byte[] numbers = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array();

    Path file = zip(pickle.bytes(), numbers, "big");

    try (StateDict weights = StateDict.open(file)) {
      assertThat(weights.read("x")).containsExactly(1.5f, -2f);
    }
    assertRefused(
        zip(pickle.bytes(), numbers, "middle"), "expected byteorder little or big, found middle");
  }

  private static void readAll(Path file) throws IOException, CheckpointException {
    if (!StateDict.recognizes(file)) {
      throw new CheckpointException("not recognized");
    }
    try (StateDict weights = StateDict.open(file)) {
      for (String name : weights.names()) {
        if (!name.endsWith("num_batches_tracked")) {
          long count = weights.shape(name).stream().reduce(1L, Math::multiplyExact);
          assertThat(weights.read(name)).hasSize(Math.toIntExact(count));
        }
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] mutant = original.clone();
    // Most of a file is weights, which may have any value; names and sizes are at both ends.
    int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 8_000);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(reach - 16);
      int at = random.nextInt(4) == 0 ? mutant.length - 16 - from : from;
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt(256);
        case 2 -> ByteBuffer.wrap(mutant).putInt(at, random.nextInt());
        case 3 -> System.arraycopy(mutant, random.nextInt(reach - 16), mutant, at, 16);
        default -> Arrays.fill(mutant, at, at + 4, (byte) (random.nextBoolean() ? 0xff : 0));
      }
    }
    return random.nextInt(8) == 0
        ? Arrays.copyOf(mutant, 16 + random.nextInt(mutant.length - 16))
        : mutant;
  }

  private static void assertRefused(Path file, String sentence) {
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(sentence);
  }

  private Path safetensors(String header, int numbers) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    return write(
        ByteBuffer.allocate(8 + json.length + numbers)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array());
  }

  private Path stream(PickleWriter object, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e"));
    bytes.writeBytes(new PickleWriter().number(1001).ops(".").bytes());
    bytes.writeBytes(new PickleWriter().ops("}.").bytes());
    bytes.writeBytes(object.bytes());
    bytes.writeBytes(new PickleWriter().ops("]").string("0").ops("a.").bytes());
    bytes.writeBytes(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(count).array());
    return write(bytes.toByteArray());
  }

  private Path zip(byte[] pickle, byte[] storage, String... byteOrder) throws IOException {
    Path file = folder.resolve("checkpoint");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a/data.pkl", pickle);
      store(zip, "a/data/0", storage);
      for (String order : byteOrder) {
        store(zip, "a/byteorder", order.getBytes(UTF_8));
      }
    }
    return file;
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("checkpoint"), content);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
