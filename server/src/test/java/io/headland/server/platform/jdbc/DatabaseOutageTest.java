package io.headland.server.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutageTest {
  private static final String TABLE =
      """
      08000 CONNECTION          evict
      08001 CONNECTION          evict
      08003 CONNECTION          evict
      08004 CONNECTION          evict
      08006 CONNECTION          evict
      08007 CONNECTION          evict
      08P01 CONNECTION          evict
      25006 READ_ONLY           evict
      25P03 IDLE_IN_TRANSACTION evict
      25P04 TRANSACTION_TIMEOUT evict
      28000 LOGIN               evict
      28P01 LOGIN               evict
      3D000 NO_DATABASE         evict
      53000 RESOURCES           keep
      53100 DISK_FULL           keep
      53200 OUT_OF_MEMORY       evict
      53300 TOO_MANY_CONNECTIONS evict
      53400 RESOURCES           keep
      55P03 LOCK_TIMEOUT        keep
      57000 SHUTDOWN            evict
      57014 STATEMENT_TIMEOUT   keep
      57P01 SHUTDOWN            evict
      57P02 SHUTDOWN            evict
      57P03 SHUTDOWN            evict
      57P04 SHUTDOWN            evict
      57P05 IDLE_SESSION        evict
      58000 SYSTEM              keep
      58030 SYSTEM              keep
      58P01 SYSTEM              keep
      58P02 SYSTEM              keep
      """;

  static List<String[]> table() {
    return TABLE.lines().map(line -> line.split(" +")).toList();
  }

  @ParameterizedTest
  @MethodSource("table")
  void knowsEachStateHoweverDeepItLies(String state, String kind, String eviction) {
    var cause = new SQLException("gone", state);
    var failure = new IllegalStateException(new RuntimeException(cause));

    assertThat(DatabaseOutage.find(failure))
        .contains(new DatabaseOutage(OutageKind.valueOf(kind), state));
    assertThat(new OutageEviction().adjudicate(cause))
        .isEqualTo(eviction.equals("evict") ? Override.MUST_EVICT : Override.DO_NOT_EVICT);
    assertThat(DatabaseOutage.find(failure).orElseThrow().sentence())
        .startsWith("The database ")
        .endsWith(" (SQLSTATE %s).".formatted(state));
  }

  @Test
  void theTableIsComplete() {
    Set<String> tested = table().stream().map(line -> line[0]).collect(Collectors.toSet());
    Set<String> known =
        Arrays.stream(OutageKind.values())
            .flatMap(kind -> kind.states().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tested).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({"08P99,CONNECTION", "53999,RESOURCES", "57P99,SHUTDOWN", "58999,SYSTEM"})
  void aStateThatIsAddedToAClassOfOutagesIsOne(String state, OutageKind kind) {
    assertThat(DatabaseOutage.find(new SQLException("new", state)))
        .contains(new DatabaseOutage(kind, state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "40001", "40P01", "42P01", "54000", "XX000", "XX001", "", "5"})
  void aStatementThatFailedIsNone(String state) {
    var failure = new SQLException("wrong", state);

    assertThat(DatabaseOutage.isCauseOf(failure)).isFalse();
    assertThat(new OutageEviction().adjudicate(failure)).isEqualTo(Override.CONTINUE_EVICT);
  }

  @ParameterizedTest
  @CsvSource({
    "08006,true",
    "57P01,true",
    "08001,false",
    "57P03,false",
    "25006,false",
    "53100,false"
  })
  void onlyALostConnectionLeavesACommitUnknown(String state, boolean unknown) {
    assertThat(
            DatabaseOutage.find(new SQLException("x", state)).orElseThrow().leavesCommitUnknown())
        .isEqualTo(unknown);
  }

  @Test
  void noFreeConnectionInTimeIsOne() {
    assertThat(DatabaseOutage.find(new SQLTransientConnectionException("timed out")))
        .contains(new DatabaseOutage(OutageKind.NO_CONNECTION, ""));
  }

  @Test
  void theReasonForWhichThePoolHasNoConnectionIsTheKind() {
    var failure =
        new SQLTransientConnectionException("timed out", new SQLException("full", "53300"));

    assertThat(DatabaseOutage.find(failure))
        .contains(new DatabaseOutage(OutageKind.TOO_MANY_CONNECTIONS, "53300"));
  }

  @Test
  void aProviderThatIsAwayIsNone() {
    assertThat(DatabaseOutage.isCauseOf(new UncheckedIOException(new ConnectException("refused"))))
        .isFalse();
    assertThat(DatabaseOutage.isCauseOf(new SQLException("no state"))).isFalse();
  }

  @Test
  void aChainThatIsACircleEnds() {
    var first = new IllegalStateException("a");
    var second = new IllegalStateException("b", first);
    first.initCause(second);

    assertThat(DatabaseOutage.isCauseOf(first)).isFalse();
  }
}
