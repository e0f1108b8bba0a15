package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// A method with a `Handle` takes part in the transaction of its caller.
class TransactionsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.headland.server");

  @Test
  void aMethodWithAHandleOpensNoOtherConnection() {
    Set<JavaCodeUnit> opening = methodsThatOpenAConnection();
    List<String> violations =
        opening.stream()
            .filter(method -> method instanceof JavaMethod)
            .filter(method -> takesAHandle(method))
            .map(JavaCodeUnit::getFullName)
            .sorted()
            .toList();

    assertThat(opening).hasSizeGreaterThan(100);
    assertThat(violations).isEmpty();
  }

  @Test
  void statementsOfATransactionOpenNoOtherConnection() {
    Set<JavaCodeUnit> opening = methodsThatOpenAConnection();
    List<JavaMethodCall> inTransactions =
        CLASSES.stream()
            .map(JavaClass::getCodeUnits)
            .flatMap(Set::stream)
            .filter(
                method ->
                    calls(method).anyMatch(target -> target.getOwner().isEquivalentTo(Jdbi.class)))
            .flatMap(method -> method.getMethodCallsFromSelf().stream())
            .filter(JavaAccess::isDeclaredInLambda)
            .toList();
    List<String> violations =
        inTransactions.stream()
            .filter(call -> call.getTarget().resolveMember().filter(opening::contains).isPresent())
            .map(JavaAccess::getDescription)
            .sorted()
            .toList();

    assertThat(inTransactions).hasSizeGreaterThan(500);
    assertThat(violations).isEmpty();
  }

  /// All methods that call Jdbi, or a method that does.
  private static Set<JavaCodeUnit> methodsThatOpenAConnection() {
    Set<JavaCodeUnit> opening = new HashSet<>();
    List<JavaCodeUnit> all =
        CLASSES.stream().map(JavaClass::getCodeUnits).flatMap(Set::stream).toList();
    boolean grew = true;
    while (grew) {
      grew =
          all.stream()
              .filter(method -> !opening.contains(method))
              .filter(method -> opens(method, opening))
              .toList()
              .stream()
              .map(opening::add)
              .reduce(false, (a, b) -> a || b);
    }
    return opening;
  }

  private static boolean opens(JavaCodeUnit method, Set<JavaCodeUnit> opening) {
    return calls(method)
        .anyMatch(
            target ->
                target.getOwner().isEquivalentTo(Jdbi.class)
                    || target.resolveMember().filter(opening::contains).isPresent());
  }

  private static Stream<AccessTarget.CodeUnitCallTarget> calls(JavaCodeUnit method) {
    return Stream.concat(
            method.getMethodCallsFromSelf().stream(), method.getConstructorCallsFromSelf().stream())
        .map(JavaAccess::getTarget)
        .map(AccessTarget.CodeUnitCallTarget.class::cast);
  }

  private static boolean takesAHandle(JavaCodeUnit method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Handle.class));
  }
}
