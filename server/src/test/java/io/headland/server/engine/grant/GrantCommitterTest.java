package io.headland.server.engine.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The failures of a commit that are retried immediately, and those that leave the grant in its
/// file.
class GrantCommitterTest {
  @ParameterizedTest
  @ValueSource(strings = {"25006", "53100", "57P01", "58030", "08006", "XX000", "57Z99", "F0000"})
  void repeatsWhatPasses(String sqlState) {
    assertThat(GrantCommitter.isRetryable(failure(sqlState))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "42601", "42P01"})
  void doesNotRepeatAWrongStatement(String sqlState) {
    assertThat(GrantCommitter.isRetryable(failure(sqlState))).isFalse();
  }

  @Test
  void repeatsAnErrorOfTheDriverWithoutACode() {
    assertThat(GrantCommitter.isRetryable(new IllegalStateException(new SQLException("closed"))))
        .isTrue();
  }

  @Test
  void doesNotRepeatAMistakeInTheProgram() {
    assertThat(GrantCommitter.isRetryable(new NullPointerException())).isFalse();
  }

  private static RuntimeException failure(String sqlState) {
    return new IllegalStateException(new SQLException("a failure", sqlState));
  }
}
