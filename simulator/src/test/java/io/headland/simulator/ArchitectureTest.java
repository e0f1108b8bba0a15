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
        .because("simulator and server must not repeat one mistake of reading the provider")
        .check(SIMULATOR);
  }

  @Test
  void hasNoCycles() {
    slices()
        .matching("io.headland.simulator.(**)")
        .should()
        .beFreeOfCycles()
        .because("each package must be readable after the ones that it names")
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
        .because("every provider needs the same plumbing")
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
        .because("each provider must be readable alone")
        .check(SIMULATOR);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.headland.simulator.johndeere..", "io.headland.simulator.fielddata..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.headland.simulator.trimble..")
        .because("each provider must be readable alone")
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
        .because("what a provider says must not hang on the library that carries it")
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
        .because("the same seed and clock must give the same answers")
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
        .because("the story's clock is settable")
        .check(SIMULATOR);
  }

  @Test
  void everyPackageRefusesNull() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .because("the mark is not inherited by sub-packages")
        .check(SIMULATOR);
  }
}
