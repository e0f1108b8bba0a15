package io.headland.bench.soak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantCheckerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final String ACCOUNT = "account 1";

  private final GrantHistory history = new GrantHistory();

  GrantCheckerTest() {
    history.began(ACCOUNT, "first");
  }

  @Test
  void acceptsTheTokenThatWasIssuedLast() {
    refresh("first", "second", BEGIN);
    refresh("second", "third", BEGIN.plusSeconds(5));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "third"))).isEmpty();
  }

  @Test
  void acceptsTheFirstTokenOfAnAccountThatWasNeverRefreshed() {
    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "first"))).isEmpty();
  }

  @Test
  void reportsATokenThatIsNotStoredAlthoughItsNodeWasNotKilled() {
    refresh("first", "second", BEGIN);
    history.killed(1, BEGIN.plusMillis(5));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "first")))
        .singleElement()
        .satisfies(
            loss -> {
              assertThat(loss.isDocumented()).isFalse();
              assertThat(loss.when()).isEqualTo(BEGIN);
              assertThat(loss.what()).contains(ACCOUNT, "issued to node 1", "is not stored");
            });
  }

  @Test
  void reportsALossLongBeforeAKill() {
    refresh("first", "second", BEGIN);
    history.killed(0, BEGIN.plus(GrantChecker.WINDOW).plusMillis(1));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "first")))
        .singleElement()
        .satisfies(loss -> assertThat(loss.isDocumented()).isFalse());
  }

  @Test
  void separatesALossByAKillJustAfterTheResponse() {
    refresh("first", "second", BEGIN);
    history.killed(0, BEGIN.plusMillis(12));
    history.refused("first", 1, BEGIN.plusSeconds(3));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "first")))
        .singleElement()
        .satisfies(
            loss -> {
              assertThat(loss.killedAfter()).contains(Duration.ofMillis(12));
              assertThat(loss.what()).contains("node 2 sent a used token");
            });
  }

  @Test
  void separatesALossByAKillWhileTheResponseWasAwaited() {
    history.issued("first", "second", 0, BEGIN, BEGIN.plusSeconds(2));
    history.killed(0, BEGIN.plusSeconds(1));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "first")))
        .singleElement()
        .satisfies(loss -> assertThat(loss.killedAfter()).contains(Duration.ofSeconds(-1)));
  }

  @Test
  void reportsAGrantThatEndedBecauseASpentTokenWasSent() {
    refresh("first", "second", BEGIN);
    history.refused("first", 1, BEGIN.plusMillis(20));

    assertThat(GrantChecker.check(history, Map.of(ACCOUNT, "second")))
        .singleElement()
        .satisfies(loss -> assertThat(loss.isDocumented()).isFalse());
  }

  private void refresh(String token, String next, Instant sent) {
    history.issued(token, next, 0, sent.minusMillis(10), sent);
  }
}
