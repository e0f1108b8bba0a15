package io.headland.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTest {
  private static final Path SERVER = Path.of("../server/src/main/java/io/headland/server");
  private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\n(.*?)\"\"\"", Pattern.DOTALL);

  List<Statement> statements() {
    return List.of(Statement.GET, Statement.PAGE, Statement.LOCK);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void isWhatTheServerSends(Statement statement) {
    assertThat(sentByTheServer()).contains(shape(statement.sql()));
  }

  @Test
  void eventsAreInsertedIntoTheColumnsOfTheServer() {
    assertThat(columns(WebhookWorld.INSERT)).isEqualTo(columns(read("core/event/EventStore.java")));
  }

  /// The table and the columns of the first statement that inserts rows.
  private static String columns(String source) {
    Matcher insert = Pattern.compile("insert into\\s+(\\w+\\s*\\([^)]*\\))").matcher(source);
    assertThat(insert.find()).isTrue();
    return insert.group(1).replaceAll("\\s+", " ");
  }

  @Test
  void putsAnExpressionInThePlaceOfEachParameter() {
    var statement = new Statement("select :a, cast(:b as text), now()::text where x = :a");

    assertThat(statement.with(name -> "<" + name + ">"))
        .isEqualTo("select <a>, cast(<b> as text), now()::text where x = <a>");
    assertThat(statement.parameters()).containsExactly("a", "b", "a");
  }

  private static Set<String> sentByTheServer() {
    return Stream.of(
            "core/organization/ProviderOrganizationStore.java",
            "usecase/organization/SelectOrganizations.java")
        .map(StatementTest::read)
        .flatMap(source -> TEXT_BLOCK.matcher(source).results())
        .map(block -> shape(block.group(1)))
        .collect(Collectors.toSet());
  }

  private static String read(String store) {
    try {
      return Files.readString(SERVER.resolve(store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The statement without white space, names of parameters and the store's placeholders.
  private static String shape(String sql) {
    return sql.replace("<columns>", Statement.COLUMNS)
        .replace("<settings>", Statement.SETTINGS)
        .replace("%s", Statement.COLUMNS)
        .replace("<behind>", "")
        .replace("<direction>", "asc")
        .replaceAll(":\\w+", "?")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
