package io.github.snaplabel.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Provides the output of {@code --version}: the version that the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"snaplabel " + Objects.requireNonNullElse(version, "(not packaged)")};
  }
}
