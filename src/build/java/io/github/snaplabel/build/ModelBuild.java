package io.github.snaplabel.build;

/** Placeholder that the model build's own commit replaces. */
final class ModelBuild {
  private ModelBuild() {}

  public static void main(String[] arguments) {}
}
