package io.headland.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses SIMULATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.headland.simulator");

  @Test
  void sharesNothingWithTheServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.headland.server..")
        .because("simulator and server must not share a misinterpretation of the provider")
        .check(SIMULATOR);
  }

  @Test
  void hasNoCycles() {
    slices()
        .matching("io.headland.simulator.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package must be understandable from itself and its dependencies")
        .check(SIMULATOR);
  }

  @Test
  void plumbingKnowsNoProvider() {
    noClasses()
        .that()
        .resideInAPackage("io.headland.simulator.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.headland.simulator",
            "io.headland.simulator.control..",
            "io.headland.simulator.fault..",
            "io.headland.simulator.traffic..",
            "io.headland.simulator.johndeere..",
            "io.headland.simulator.trimble..")
        .because("all providers use the same HTTP classes")
        .check(SIMULATOR);
  }

  @Test
  void providersKnowNothingOfFaultsAndLogs() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.headland.simulator.johndeere..",
            "io.headland.simulator.trimble..",
            "io.headland.simulator.fielddata..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.headland.simulator",
            "io.headland.simulator.control..",
            "io.headland.simulator.fault..",
            "io.headland.simulator.traffic..")
        .because("faults, log and clock are the same for every provider")
        .check(SIMULATOR);
  }

  @Test
  void providersKnowNothingOfEachOther() {
    noClasses()
        .that()
        .resideInAnyPackage("io.headland.simulator.trimble..", "io.headland.simulator.fielddata..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.headland.simulator.johndeere..")
        .because("each provider must be understandable independently of others")
        .check(SIMULATOR);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.headland.simulator.johndeere..", "io.headland.simulator.fielddata..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.headland.simulator.trimble..")
        .because("each provider must be understandable independently of others")
        .check(SIMULATOR);
  }

  @Test
  void oneClassKnowsTheServerLibrary() {
    noClasses()
        .that()
        .doNotHaveSimpleName("WebHost")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .because("the responses of a provider must not depend on the HTTP library")
        .check(SIMULATOR);
  }

  @Test
  void timeAndChanceAreHandedIn() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .because("the same seed and clock must give the same responses")
        .check(SIMULATOR);
  }

  @Test
  void theSystemClockIsChosenAtTheEdge() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SimulatorOptions")
        .and()
        .doNotHaveSimpleName("StartCommand")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .because("the clock is settable")
        .check(SIMULATOR);
  }

  @Test
  void everyPackageRefusesNull() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .because("the annotation is not inherited by subpackages")
        .check(SIMULATOR);
  }
}
