package io.headland.server.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutageTest {
  @ParameterizedTest
  @ValueSource(strings = {"08000", "08001", "08003", "08006", "53300", "57P01", "57P02", "57P03"})
  void isFoundHoweverDeepItLies(String state) {
    var failure = new IllegalStateException(new RuntimeException(new SQLException("gone", state)));

    assertThat(DatabaseOutage.isCauseOf(failure)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "40001", "42P01", "57014"})
  void aStatementThatFailedIsNone(String state) {
    assertThat(DatabaseOutage.isCauseOf(new SQLException("wrong", state))).isFalse();
  }

  @Test
  void noFreeConnectionInTimeIsOne() {
    assertThat(DatabaseOutage.isCauseOf(new SQLTransientConnectionException("timed out"))).isTrue();
  }

  @Test
  void aProviderThatIsAwayIsNone() {
    assertThat(DatabaseOutage.isCauseOf(new UncheckedIOException(new ConnectException("refused"))))
        .isFalse();
    assertThat(DatabaseOutage.isCauseOf(new SQLException("no state"))).isFalse();
  }

  @Test
  void aChainThatBitesItsTailEnds() {
    var first = new IllegalStateException("a");
    var second = new IllegalStateException("b", first);
    first.initCause(second);

    assertThat(DatabaseOutage.isCauseOf(first)).isFalse();
  }
}
