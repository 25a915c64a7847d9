package io.github.snaplabel.compiler.packaging;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.attribute.CodeAttribute;

/**
 * Removes the scopes, names and types of local variables from classes. Only debuggers read them,
 * and they take up an eighth of the libraries. Instructions, stack maps and line numbers are kept.
 */
final class LocalVariables {
  private static final ClassFile CLASSES =
      ClassFile.of(
          DebugElementsOption.DROP_DEBUG,
          // A constant pool shared with the original class would keep the names.
          ConstantPoolSharingOption.NEW_POOL,
          // Otherwise they are computed again, which needs all classes that a class mentions.
          StackMapsOption.DROP_STACK_MAPS);

  private static final ClassTransform REMOVAL =
      ClassTransform.transformingMethods((method, element) -> {
        if (element instanceof CodeAttribute code) {
          method.transformCode(code, keepingStackMaps(code));
        } else {
          method.with(element);
        }
      });

  private LocalVariables() {}

  /**
   * Returns a class without descriptions of local variables.
   *
   * @throws IllegalArgumentException if it is not a class, or was compiled for a newer Java
   */
  static byte[] removeFrom(byte[] classFile) {
    return CLASSES.transformClass(CLASSES.parse(classFile), REMOVAL);
  }

  private static CodeTransform keepingStackMaps(CodeAttribute code) {
    return CodeTransform.endHandler(
        builder -> code.findAttribute(Attributes.stackMapTable()).ifPresent(builder::with));
  }
}
