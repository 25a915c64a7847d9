package io.github.snaplabel.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the command lines that start the peers. Each Java peer has only its own libraries. */
final class Commands {
  /** JVM options of Lambda's runtime, the same for all Java peers. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  /** Options that our launcher adds for short runs. */
  private static final List<String> LAUNCHER_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-Xms64m", "-Xmn48m", "-Xlog:aot=off");

  private static final String ONNX_RUNTIME = "com/microsoft/onnxruntime/";
  private static final List<String> USUAL = List.of(ONNX_RUNTIME, "com/twelvemonkeys/");
  private static final List<String> DJL =
      List.of(
          ONNX_RUNTIME,
          "com/twelvemonkeys/",
          "ai/djl/",
          "com/google/code/gson/",
          "net/java/dev/jna/",
          "org/apache/commons/",
          "commons-",
          "org/slf4j/");

  private final Options options;
  private final Setup setup;
  private final Optional<Path> python;
  private final List<String> classPath =
      List.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1));

  /**
   * Reads the class path of this process, which has the libraries of all peers.
   *
   * @param python interpreter with Pillow and ONNX Runtime
   */
  Commands(Options options, Setup setup, Optional<Path> python) {
    this.options = options;
    this.setup = setup;
    this.python = python;
  }

  /** Returns the peers that this machine can run. */
  List<PeerKind> peers() {
    return Arrays.stream(PeerKind.values())
        .filter(kind -> kind != PeerKind.PYTHON || python.isPresent())
        .toList();
  }

  /**
   * Returns the command of a process that labels one photo and exits; for SnapLabel, the
   * launcher's.
   */
  List<String> fresh(PeerKind kind, Processors processors) {
    List<String> command = new ArrayList<>(of(kind));
    if (!kind.isRival()) {
      command.addAll(1, LAUNCHER_OPTIONS);
      command.add(1, "-XX:AOTCache=" + options.target().resolve("snaplabel.aot"));
    }
    return processors.run(command);
  }

  /** Returns the command of a process that labels many photos. */
  List<String> of(PeerKind kind, Processors processors) {
    return processors.run(of(kind));
  }

  private List<String> of(PeerKind kind) {
    return switch (kind) {
      case PYTHON ->
          List.of(
              python.orElseThrow().toString(),
              options.root().resolve("src/bench/python/worker.py").toString(),
              setup.onnx().toString());
      case USUAL -> java(kind, libraries(USUAL));
      case DJL -> java(kind, libraries(DJL));
      case OURS_FP32, OURS_INT8, OURS_FP32_FULL -> java(kind, packaged());
    };
  }

  private List<String> java(PeerKind kind, String libraries) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-classpath");
    command.add(libraries + File.pathSeparator + options.target().resolve("test-classes"));
    command.add(Worker.class.getName());
    command.add(kind.label());
    command.addAll(setup.toArguments());
    return command;
  }

  /** Returns the class path of the launcher. */
  private String packaged() {
    return options.target().resolve("lib").resolve("*").toString();
  }

  /** Returns a class path of our classes and the jars whose path contains one of the parts. */
  private String libraries(List<String> parts) {
    return Stream.concat(
            Stream.of(options.target().resolve("classes").toString()),
            classPath.stream()
                .filter(
                    jar -> parts.stream().anyMatch(jar.replace(File.separatorChar, '/')::contains)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the version in the file name of an artifact's jar. */
  String version(String artifact) {
    Pattern name = Pattern.compile(".*[/\\\\]" + Pattern.quote(artifact) + "-(\\d.*)\\.jar");
    return classPath.stream()
        .flatMap(jar -> name.matcher(jar).results())
        .map(result -> result.group(1))
        .findFirst()
        .orElse("unknown");
  }
}
