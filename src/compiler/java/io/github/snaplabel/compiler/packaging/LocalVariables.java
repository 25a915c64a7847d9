package io.github.snaplabel.compiler.packaging;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/**
 * Removes the scopes, names and types of local variables from classes. Only debuggers read them,
 * and they are an eighth of the libraries. Instructions, stack maps and line numbers are kept.
 */
final class LocalVariables {
  private static final ClassFile CLASSES = ClassFile.of(DebugElementsOption.DROP_DEBUG);

  private LocalVariables() {}

  /**
   * Returns a class without descriptions of local variables.
   *
   * @throws IllegalArgumentException if it is not a class, or one of a newer Java
   */
  static byte[] removeFrom(byte[] classFile) {
    return CLASSES.transformClass(
        CLASSES.parse(classFile),
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL));
  }
}
