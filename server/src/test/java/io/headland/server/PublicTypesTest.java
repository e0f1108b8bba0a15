package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A type of the server or the simulator is public only if another package, or a test in another
/// package, uses it: others can be changed without reading any other package. The constant pools of
/// all class files are read, because ArchUnit does not find the interface that a lambda implements.
class PublicTypesTest {
  private static final String ROOT = "io.headland";
  private static final Pattern TYPE = Pattern.compile("io/headland/[\\w/$]+");

  /// Public types without a use that this test finds, each with its reason.
  private static final Set<String> EXCEPTIONS =
      Set.of(
          // Started by the launcher.
          ROOT + ".server.Main",
          ROOT + ".simulator.Main",
          // Created by the driver of PostgreSQL by its name.
          ROOT + ".server.platform.jdbc.GuardedSocketFactory",
          // Used by a test of the simulator, which is not on the class path of this test.
          ROOT + ".simulator.http.Parameters$Parameter");

  @Test
  void everyPublicTypeIsUsedByAnotherPackage() throws IOException {
    JavaClasses all = new ClassFileImporter().importPackages(ROOT);
    Set<String> used = new HashSet<>();
    for (JavaClass type : all) {
      addUsed(type, used);
    }
    Set<String> unused =
        all.stream()
            .filter(type -> !isTest(type) && isDeclaredPublic(type))
            .map(JavaClass::getName)
            .filter(name -> !used.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unused).isEqualTo(new TreeSet<>(EXCEPTIONS));
  }

  private static URI file(JavaClass type) {
    return type.getSource().orElseThrow().getUri();
  }

  private static boolean isTest(JavaClass type) {
    return file(type).toString().contains("/test-classes/");
  }

  /// A member of an interface is public without being declared so.
  private static boolean isDeclaredPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().filter(JavaClass::isInterface).isEmpty();
  }

  /// Adds the types of other packages that a type uses, and those that contain them.
  private static void addUsed(JavaClass type, Set<String> used) throws IOException {
    try (InputStream in = file(type).toURL().openStream()) {
      for (var constant : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (constant instanceof Utf8Entry text) {
          Matcher names = TYPE.matcher(text.stringValue());
          while (names.find()) {
            addWithEnclosing(names.group().replace('/', '.'), type.getPackageName(), used);
          }
        }
      }
    }
  }

  private static void addWithEnclosing(String name, String user, Set<String> used) {
    if (!name.substring(0, name.lastIndexOf('.')).equals(user)) {
      for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
        used.add(name.substring(0, end));
      }
    }
  }
}
