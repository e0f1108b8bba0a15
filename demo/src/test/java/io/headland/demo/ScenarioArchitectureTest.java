package io.headland.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The scenario depends on no class of the programs that it tests.
class ScenarioArchitectureTest {
  @Test
  void scenarioUsesOnlyTheAddressesOfServerAndSimulator() {
    noClasses()
        .that()
        .resideInAPackage("io.headland.demo.scenario..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.headland.server..", "io.headland.simulator..")
        .because("it must use the programs as any client does, over HTTP")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.headland.demo"));
  }
}
