package io.github.snaplabel.compiler.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalVariablesTest {
  private byte[] library;
  private byte[] changed;

  @BeforeEach
  void changeAClassOfALibrary() throws IOException {
    try (InputStream file = ObjectMapper.class.getResourceAsStream("ObjectMapper.class")) {
      library = Objects.requireNonNull(file).readAllBytes();
    }
    changed = LocalVariables.removeFrom(library);
  }

  @Test
  void noMethodDescribesItsLocalVariables() {
    assertThat(code(library)).anyMatch(LocalVariablesTest::describesVariables);
    assertThat(code(changed)).noneMatch(LocalVariablesTest::describesVariables);
    assertThat(changed).hasSizeLessThan(library.length * 9 / 10);
  }

  @Test
  void instructionsStackMapsAndLineNumbersAreKept() {
    List<CodeAttribute> before = code(library);
    List<CodeAttribute> after = code(changed);

    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(instructions(after.get(i))).isEqualTo(instructions(before.get(i)));
      assertThat(frames(after.get(i))).isEqualTo(frames(before.get(i)));
      assertThat(lines(after.get(i))).isEqualTo(lines(before.get(i)));
    }
  }

  @Test
  void theClassCanBeVerified() {
    ClassHierarchyResolver libraries =
        ClassHierarchyResolver.ofClassLoading(ObjectMapper.class.getClassLoader());

    assertThat(ClassFile.of(ClassHierarchyResolverOption.of(libraries)).verify(changed)).isEmpty();
  }

  @Test
  void whatIsNotAClassIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalVariables.removeFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
  }

  private static List<CodeAttribute> code(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    return model.methods().stream()
        .map(LocalVariablesTest::code)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<CodeAttribute> code(MethodModel method) {
    return method.findAttribute(Attributes.code());
  }

  private static boolean describesVariables(CodeAttribute code) {
    return code.findAttribute(Attributes.localVariableTable()).isPresent()
        || code.findAttribute(Attributes.localVariableTypeTable()).isPresent();
  }

  /**
   * Without operands: constants have other numbers, and a shorter form of an instruction may do.
   */
  private static List<Opcode.Kind> instructions(CodeAttribute code) {
    return code.elementStream()
        .filter(Instruction.class::isInstance)
        .map(element -> ((Instruction) element).opcode().kind())
        .toList();
  }

  private static int frames(CodeAttribute code) {
    return code.findAttribute(Attributes.stackMapTable())
        .map(StackMapTableAttribute::entries)
        .map(List::size)
        .orElse(0);
  }

  private static List<Integer> lines(CodeAttribute code) {
    return code.findAttributes(Attributes.lineNumberTable()).stream()
        .flatMap(table -> table.lineNumbers().stream())
        .map(LineNumberInfo::lineNumber)
        .toList();
  }
}
