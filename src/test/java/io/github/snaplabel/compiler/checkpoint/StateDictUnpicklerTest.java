package io.github.snaplabel.compiler.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Pickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictUnpicklerTest {
  private static final String ALONE =
      ", which a state dict does not need: save the weights alone, with"
          + " torch.save(model.state_dict(), file)";

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "__builtin__, getattr",
    "builtins, bytearray",
    "builtins, set",
    "array, array",
    "datetime, datetime",
    "decimal, Decimal",
    "_codecs, encode",
    "copy_reg, _reconstructor",
    "operator, attrgetter",
    "exceptions, ValueError",
    "numpy.core.multiarray, scalar",
    "argparse, Namespace",
    "torch, load",
    "torch.storage, _load_from_bytes",
  })
  void globalsThatAStateDictDoesNotNeedAreRefusedByName(String module, String name) {
    String sentence = "the checkpoint contains " + module + "." + name + ALONE;

    assertRefused(
        new PickleWriter().global(module, name).string("touch /tmp/x").op(0x85).ops("R"), sentence);
    assertRefused(
        new PickleWriter().op(0x80, 4).hex(shortString(module)).hex(shortString(name)).op(0x93),
        sentence);
  }

  @Test
  void aCallWithinACallIsRefusedToo() {
    PickleWriter nested =
        new PickleWriter()
            .global("collections", "OrderedDict")
            .ops("(")
            .global("posix", "system")
            .string("id")
            .op(0x85)
            .ops("RtR");

    assertRefused(nested, "the checkpoint contains posix.system" + ALONE);
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision.models.resnet, ResNet",
    "torch.nn.modules.container, Sequential",
    "__torch__.torchvision.models.resnet, ResNet",
    "timm.models.resnet, ResNet",
  })
  void aWholeModelIsRefusedWithAdvice(String module, String name) {
    assertRefused(
        new PickleWriter().global(module, name).ops(")R"),
        "the checkpoint holds a whole model (it contains "
            + module
            + "."
            + name
            + "), not its weights alone: save them with torch.save(model.state_dict(), file)");
  }

  /** INST, OBJ, DUP, POP, sets, extensions, byte arrays, protocol 0, out-of-band buffers. */
  @ParameterizedTest
  @ValueSource(
      chars = {
        'i', 'o', '2', '0', '1', '\u008f', '\u0090', '\u0091', '\u0082', '\u0083', '\u0084',
        '\u0096', '\u0097', '\u0098', '\u0081', '\u0092', 'I', 'L', 'F', 'S', 'V', 'P', 'g', 'p',
        'l', 'd', '\u008b', 'B', 'C', '\u008d', '\u008e', '\u00ff'
      })
  void otherOperationsThanThoseOfTorchSaveAreRefused(char operation) {
    assertRefused(
        new PickleWriter().ops("(").op(operation),
        "the checkpoint uses the pickle operation 0x%02x, which a state dict does not need"
            .formatted((int) operation));
  }

  @ParameterizedTest
  @CsvSource({"-1, 4, 1", "0, -4, 1", "0, 4, -1", "0, 5, 0", "0, 2147483647, 0"})
  void anImpossibleTensorIsRefused(int offset, int size, int stride) {
    assertRefused(
        new PickleWriter().tensor(4, offset, size, stride),
        "the checkpoint has an impossible tensor of shape [%d] with strides [%d] and offset %d"
            .formatted(size, stride, offset));
  }

  @Test
  void aStorageIsDescribedInOneWay() {
    assertRefused(
        new PickleWriter().storage(4).storage(5), "the checkpoint describes storage 0 in two ways");
    assertRefused(
        new PickleWriter().string("storage").ops("Q"),
        "the checkpoint has a persistent id that does not name a storage");
    assertRefused(
        new PickleWriter().global("torch", "FloatStorage").ops(")R"),
        "the checkpoint calls torch.FloatStorage, which a state dict does not");
  }

  /** Hashing a list that contains itself would overflow the stack. */
  @Test
  void onlyStringsAndNumbersAreKeys() {
    String sentence = "the checkpoint has a dictionary with keys other than strings and numbers";

    assertRefused(new PickleWriter().ops("}]q").op(0).ops("h").op(0).ops("aNs"), sentence);
    assertRefused(new PickleWriter().ops("}(]Nu"), sentence);
  }

  @Test
  void onlyDictionariesMayHaveAttributes() throws Exception {
    assertThat(new PickleWriter().global("collections", "OrderedDict").ops(")R}b").read())
        .isEqualTo(Map.of());
    assertRefused(
        new PickleWriter().tensor(1, 0, 1, 1).ops("}b"),
        "the checkpoint sets attributes of something other than a dictionary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A string of 2 GB, and one of -1 bytes; a number of -1 bytes; nothing on the stack.
        "58ffffff7f",
        "58ffffffff",
        "54ffffff7f",
        "8a",
        "",
        "52",
        "75",
        "2852",
        "6800",
        "5d4e52",
        "4a00",
        "47",
        "635f",
        "93",
        "4e4e93"
      })
  void damageIsReportedInOneSentence(String operations) {
    assertRefused(
        new PickleWriter().hex(operations), "the checkpoint's pickle is damaged or cut off");
  }

  @Test
  @Timeout(60)
  void aPickleOfAllowedOperationsTakesNoLongerThanItsLength() throws Exception {
    // Each tuple contains the previous one twice: a traversal would visit 2^n objects.
    PickleWriter doubled = new PickleWriter().ops("N");
    for (int i = 0; i < 1_000_000; i++) {
      doubled.ops("q").op(0).ops("h").op(0).op(0x86);
    }
    assertThat(doubled.read()).isInstanceOf(Object[].class);

    PickleWriter appended = new PickleWriter().ops("]");
    for (int i = 0; i < 1_000_000; i++) {
      appended.ops("(Ne");
    }
    assertThat((List<?>) appended.read()).hasSize(1_000_000);

    assertRefused(
        new PickleWriter().ops("(".repeat(200_000)),
        "the checkpoint's pickle has very long tuples");
    assertRefused(
        new PickleWriter().ops("N".repeat(200_000)),
        "the checkpoint's pickle has very long tuples");
  }

  /** The library's registered constructors, to which other code may add, are never used. */
  @Test
  void theLibrarysConstructorsAreNotUsed() throws Exception {
    byte[] pickle = new Pickler().dumps(new BigDecimal("1.5"));

    assertThatThrownBy(() -> new StateDictUnpickler().read(new ByteArrayInputStream(pickle)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("the checkpoint contains decimal.Decimal" + ALONE);
  }

  @Test
  void namesFromAFileAreMadePrintable() {
    assertRefused(
        new PickleWriter().global("\u001b[31m", "x"), "the checkpoint contains ?[31m.x" + ALONE);
  }

  private static String shortString(String text) {
    return "8c%02x".formatted(text.length()) + HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static void assertRefused(PickleWriter pickle, String sentence) {
    assertThatThrownBy(pickle::read).isInstanceOf(CheckpointException.class).hasMessage(sentence);
  }
}
