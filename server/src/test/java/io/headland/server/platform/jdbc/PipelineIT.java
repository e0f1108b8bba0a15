package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.id.ApiOwnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineIT {
  private static final UUID ID = UUID.fromString("0193b5f0-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  private static Database database;
  private static Jdbi jdbi;

  @BeforeAll
  static void open() {
    // One connection, so that all statements of a test are prepared in the same session.
    database = Database.open(TestDatabase.createEmpty(), 1, Duration.ofSeconds(10));
    jdbi = database.jdbi();
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                create table entry (
                  number  integer generated always as identity,
                  text    text,
                  owner   uuid,
                  at      timestamptz,
                  numbers integer[],
                  check (text <> 'rejected'))
                """));
  }

  @BeforeEach
  void empty() {
    jdbi.useHandle(handle -> handle.execute("delete from entry"));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void statementsAreExecutedInTheirOrder() {
    jdbi.useTransaction(
        handle -> {
          Pipeline.execute(
              handle,
              List.of(inserted(handle, "a"), renamed(handle, "a", "b"), inserted(handle, "a")));
          assertThat(texts(handle)).containsExactly("b", "a");
        });

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("b", "a");
  }

  @Test
  void aPipelineTakesOneRoundTrip() {
    JdbcTarget target = database.target();
    String url =
        target.url()
            + (target.url().contains("?") ? "&" : "?")
            + "socketFactory="
            + RoundTripSocketFactory.class.getName();
    try (Handle handle = Jdbi.open(url, target.user(), target.password().reveal())) {
      handle.begin();
      handle.execute("insert into entry (text) values ('first')");
      int before = RoundTripSocketFactory.ROUND_TRIPS.get();

      Pipeline.execute(handle, List.of(inserted(handle, "a"), renamed(handle, "a", "b")));

      assertThat(RoundTripSocketFactory.ROUND_TRIPS.get() - before).isEqualTo(1);

      Pipeline.commit(handle, List.of(inserted(handle, "c"), renamed(handle, "c", "d")));
      handle.commit();

      assertThat(RoundTripSocketFactory.ROUND_TRIPS.get() - before).isEqualTo(2);
    }
    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("first", "b", "d");
  }

  @Test
  void eachStatementHasItsOwnValuesOfAParameterWithTheSameName() {
    jdbi.useTransaction(
        handle ->
            Pipeline.commit(
                handle,
                List.of(
                    handle
                        .createUpdate(
                            """
                            insert into entry (text, owner, at, numbers)
                            values (:text, :owner, :now, :numbers)
                            """)
                        .bind("text", "it's; a :name ?")
                        .bind("owner", new ApiOwnerId(ID))
                        .bind("now", NOW)
                        .bind("numbers", new Integer[] {1, 2}),
                    handle
                        .createUpdate("insert into entry (text, at) values (:text, :now)")
                        .bindNull("text", Types.VARCHAR)
                        .bind("now", NOW.plusSeconds(1)))));

    List<String> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select concat_ws('|', text, owner, at at time zone 'UTC', numbers) from"
                            + " entry order by number")
                    .mapTo(String.class)
                    .list());

    assertThat(stored)
        .containsExactly(
            "it's; a :name ?|" + ID + "|2026-03-29 01:30:00.123456|{1,2}",
            "2026-03-29 01:30:01.123456");
  }

  @Test
  void theTransactionIsCommittedWithItsLastStatement() throws SQLException {
    jdbi.useTransaction(
        handle -> {
          handle.execute("insert into entry (text) values ('first')");
          Pipeline.commit(handle, List.of(inserted(handle, "last")));
          assertThat(transactionOf(handle)).as("another transaction").isZero();
        });

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("first", "last");
  }

  @Test
  void aStatementAfterTheCommitIsRejected() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    handle -> {
                      Pipeline.commit(handle, List.of(inserted(handle, "last")));
                      handle.execute("insert into entry (text) values ('later')");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("follows the commit");

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("last");
  }

  @Test
  void aTransactionWhosePartCommittedItCannotContinue() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    outer -> {
                      outer.useTransaction(
                          inner -> Pipeline.commit(inner, List.of(inserted(inner, "inner"))));
                      inserted(outer, "outer").execute();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("follows the commit");

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("inner");
  }

  @Test
  void nothingIsStoredWhenAStatementBeforeTheCommitFails() {
    for (int rejected = 0; rejected < 3; rejected++) {
      int position = rejected;
      assertThatThrownBy(
              () ->
                  jdbi.useTransaction(
                      handle -> {
                        handle.execute("insert into entry (text) values ('first')");
                        Pipeline.commit(
                            handle,
                            IntStream.range(0, 3)
                                .mapToObj(
                                    at -> inserted(handle, at == position ? "rejected" : "good"))
                                .toList());
                      }))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .hasMessageContaining("entry_text_check");

      assertThat(jdbi.withHandle(PipelineIT::texts)).isEmpty();
    }
  }

  @Test
  void theFailureOfACommitIsReported() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "create table kept (name text, unique (name) deferrable initially deferred)"));

    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    handle ->
                        Pipeline.commit(
                            handle,
                            List.of(
                                handle.createUpdate("insert into kept values ('twice')"),
                                handle.createUpdate("insert into kept values ('twice')")))))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("kept_name_key");

    List<String> stored =
        jdbi.withHandle(
            handle -> handle.createQuery("select name from kept").mapTo(String.class).list());

    assertThat(stored).isEmpty();
  }

  @Test
  void eachStatementIsPreparedAfterSomeExecutions() {
    for (int i = 0; i < 10; i++) {
      jdbi.useTransaction(
          handle ->
              Pipeline.commit(
                  handle, List.of(inserted(handle, "prepared"), renamed(handle, "none", "other"))));
    }

    List<String> stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                            select btrim(statement, E' \\n')
                              from pg_prepared_statements
                            """)
                    .mapTo(String.class)
                    .list());

    assertThat(stored)
        .contains(
            "insert into entry (text) values ($1)", "update entry set text = $1 where text = $2");
  }

  @Test
  void aPipelineWithoutStatementsDoesNothing() {
    jdbi.useTransaction(
        handle -> {
          handle.execute("insert into entry (text) values ('only')");
          Pipeline.execute(handle, List.of());
          Pipeline.commit(handle, List.of());
        });

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("only");
  }

  @Test
  void aPipelineRequiresATransaction() {
    assertThatThrownBy(
            () ->
                jdbi.useHandle(handle -> Pipeline.execute(handle, List.of(inserted(handle, "a")))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void attributesOfAStatementAreReplaced() {
    jdbi.useTransaction(
        handle ->
            Pipeline.execute(
                handle,
                List.of(
                    inserted(handle, "a"),
                    handle.createUpdate("delete from <table>").define("table", "entry"),
                    inserted(handle, "b"))));

    assertThat(jdbi.withHandle(PipelineIT::texts)).containsExactly("b");
  }

  @Test
  void aParameterWithoutAValueIsRejected() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    handle ->
                        Pipeline.execute(
                            handle,
                            List.of(
                                inserted(handle, "a"),
                                handle.createUpdate("delete from entry where text = :text")))))
        .isInstanceOf(UnableToCreateStatementException.class)
        .hasMessageContaining("text");

    assertThat(jdbi.withHandle(PipelineIT::texts)).isEmpty();
  }

  private static Update inserted(Handle handle, String text) {
    return handle.createUpdate("insert into entry (text) values (:text)").bind("text", text);
  }

  private static Update renamed(Handle handle, String from, String to) {
    return handle
        .createUpdate("update entry set text = :to where text = :from")
        .bind("from", from)
        .bind("to", to);
  }

  private static List<String> texts(Handle handle) {
    return handle.createQuery("select text from entry order by number").mapTo(String.class).list();
  }

  /// The id of the transaction, 0 if it has written nothing. Executed without the handle, which
  /// rejects statements after a commit.
  private static long transactionOf(Handle handle) throws SQLException {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "select coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)")) {
      row.next();
      return row.getLong(1);
    }
  }
}
