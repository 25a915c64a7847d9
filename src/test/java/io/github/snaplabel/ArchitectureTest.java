package io.github.snaplabel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may use whom: the table of rooms, enforced. */
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

  @Test
  void roomsUseOnlyTheRoomsTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("root")
        .definedBy(ROOT)
        .layer("concurrent")
        .definedBy(ROOT + ".concurrent..")
        .layer("telemetry")
        .definedBy(ROOT + ".telemetry..")
        .layer("vision")
        .definedBy(ROOT + ".vision..")
        .layer("event")
        .definedBy(ROOT + ".event..")
        .layer("http")
        .definedBy(ROOT + ".http..")
        .layer("tagging")
        .definedBy(ROOT + ".tagging..")
        .layer("build")
        .definedBy(ROOT + ".build..")
        .layer("local")
        .definedBy(ROOT + ".local..")
        .whereLayer("concurrent")
        .mayOnlyBeAccessedByLayers("root", "http", "local")
        .whereLayer("vision")
        .mayOnlyBeAccessedByLayers("root", "http", "tagging", "build", "local")
        .whereLayer("event")
        .mayOnlyBeAccessedByLayers("root", "http", "tagging", "local")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("tagging")
        .mayOnlyBeAccessedByLayers("root", "local")
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("root")
        .whereLayer("root")
        .mayOnlyBeAccessedByLayers("local")
        .whereLayer("build")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("local")
        .mayNotBeAccessedByAnyLayer()
        .check(PROJECT);
  }

  @Test
  void visionKnowsNothingOfAwsNorOfTheLibrariesThatStayOutOfTheFunction() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".vision..")
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

  @Test
  void noRoomsFormACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROJECT);
  }

  @Test
  void everyRoomIsNullMarked() {
    assertThat(PROJECT.getPackage(ROOT).getSubpackages())
        .isNotEmpty()
        .extracting(JavaPackage::getName)
        .isEqualTo(
            PROJECT.getPackage(ROOT).getSubpackages().stream()
                .filter(room -> room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList());
  }

  /**
   * {@link io.github.snaplabel.concurrent.PlatformThreads} says why; tests are no exception. Only a
   * virtual thread can be interrupted while it reads from a socket, which is all that
   * StoredObject's does.
   */
  @Test
  void nothingRunsOnAVirtualThreadButTheReadingOfAnObjectsContent() {
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
