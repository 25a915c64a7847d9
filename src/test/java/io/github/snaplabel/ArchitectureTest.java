package io.github.snaplabel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Enforces the rules of the architecture, such as which package may use which. */
class ArchitectureTest {
  private static final String ROOT = "io.github.snaplabel";

  private static final Set<String> VIRTUAL_THREADS =
      Set.of(
          "java.lang.Thread.ofVirtual",
          "java.lang.Thread.startVirtualThread",
          "java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor",
          "java.util.stream.Gatherers.mapConcurrent");

  /** Read once for all tests, which takes seconds. */
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** The function's packages first, then those of the compiler and the command. */
  @Test
  void packagesUseOnlyThePackagesTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("root")
        .definedBy(ROOT)
        .layer("concurrent")
        .definedBy(ROOT + ".concurrent..")
        .layer("telemetry")
        .definedBy(ROOT + ".telemetry..")
        .layer("image")
        .definedBy(ROOT + ".image..")
        .layer("classify")
        .definedBy(ROOT + ".classify..")
        .layer("event")
        .definedBy(ROOT + ".event..")
        .layer("http")
        .definedBy(ROOT + ".http..")
        .layer("rekognition")
        .definedBy(ROOT + ".rekognition..")
        .layer("tagging")
        .definedBy(ROOT + ".tagging..")
        .layer("compiler")
        .definedBy(ROOT + ".compiler..")
        .layer("cli")
        .definedBy(ROOT + ".cli..")
        .whereLayer("root")
        .mayOnlyAccessLayers(
            "concurrent",
            "telemetry",
            "image",
            "classify",
            "event",
            "http",
            "rekognition",
            "tagging")
        .whereLayer("concurrent")
        .mayNotAccessAnyLayer()
        .whereLayer("telemetry")
        .mayNotAccessAnyLayer()
        .whereLayer("event")
        .mayNotAccessAnyLayer()
        .whereLayer("image")
        .mayOnlyAccessLayers("concurrent")
        .whereLayer("classify")
        .mayOnlyAccessLayers("image")
        .whereLayer("http")
        .mayOnlyAccessLayers("concurrent", "event", "classify", "image")
        .whereLayer("rekognition")
        .mayOnlyAccessLayers("event", "classify", "image", "http")
        .whereLayer("tagging")
        .mayOnlyAccessLayers("concurrent", "event", "classify", "image")
        .whereLayer("compiler")
        .mayOnlyAccessLayers("classify", "image")
        .whereLayer("cli")
        .mayOnlyAccessLayers("root", "concurrent", "event", "tagging", "classify", "image")
        .check(PROJECT);
  }

  @Test
  void imagesAndClassificationUseNeitherAwsNorLibrariesThatAreNotPackaged() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".image..", ROOT + ".classify..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.amazonaws..",
            "software.amazon..",
            "ai.onnx.proto..",
            "picocli..",
            "me.tongfei..",
            "org.apache.commons..",
            "javax.imageio..",
            "java.awt..")
        .check(PROJECT);
  }

  /** The decoder of HEVC knows nothing but bytes and samples, and only HEIF files contain them. */
  @Test
  void onlyHeifFilesUseTheHevcDecoderWhichUsesNothing() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".image.hevc")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".image.hevc"))))
        .check(PROJECT);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".image.heif", ROOT + ".image.hevc")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".image.hevc")
        .check(PROJECT);
  }

  /** All other formats are decoded by the thread that asks for it. */
  @Test
  void onlyTheTilesOfHeifFilesAreDecodedInOtherThreads() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".image..")
        .and()
        .resideOutsideOfPackage(ROOT + ".image.heif")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".concurrent")
        .check(PROJECT);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROJECT);
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PROJECT);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(PROJECT.getPackage(ROOT).getSubpackages())
        .isNotEmpty()
        .extracting(JavaPackage::getName)
        .isEqualTo(
            PROJECT.getPackage(ROOT).getSubpackages().stream()
                .filter(it -> it.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList());
  }

  /**
   * See {@link io.github.snaplabel.concurrent.PlatformThreads} for the reason, which applies to
   * tests too. StoredObject needs a virtual thread, because only virtual threads can be interrupted
   * while they read from a socket.
   */
  @Test
  void onlyReadingAnObjectsContentRunsOnAVirtualThread() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".tagging.StoredObject")
        .should()
        .accessTargetWhere(
            describe(
                "a virtual thread is started",
                access ->
                    VIRTUAL_THREADS.contains(
                        access.getTarget().getFullName().replaceFirst("\\(.*", ""))))
        .check(ArchConfiguration.withThreadLocalScope(ArchitectureTest::withTests));
  }

  /**
   * Reads the tests as well, but not the libraries that they use, which would take half a minute.
   */
  private static JavaClasses withTests(ArchConfiguration configuration) {
    configuration.setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter().importPackages(ROOT);
  }

  /** Readers of stack traces and searches in an IDE rely on simple names. */
  @Test
  void noSimpleNameIsUsedTwice() {
    Map<String, Long> uses =
        PROJECT.stream()
            .filter(type -> !type.isAnonymousClass() && !type.getSimpleName().isEmpty())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, counting()));
    uses.values().removeIf(count -> count == 1);

    assertThat(uses).isEmpty();
  }

  @Test
  void namesOfExceptionsEndInException() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .check(PROJECT);
  }

  @Test
  void exceptionsThatCallersSeeAreFinalAndTyped() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .check(PROJECT);
  }
}
