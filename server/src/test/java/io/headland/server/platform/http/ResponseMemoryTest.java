package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headland.server.platform.paging.ByteBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseMemoryTest {
  private static final long MIB = 1024 * 1024;

  /// With 48 MiB for responses.
  private final ResponseMemory memory = new ResponseMemory(256 * MIB, Duration.ZERO);

  @Test
  void refusesAResponseThatDoesNotFitAndNamesWhatDoes() {
    try (ResponseMemory.Grant grant = memory.grant()) {
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> budget(grant).reserve(88 * MIB));
      assertThat(refused.problem().status()).isEqualTo(400);
      assertThat(refused.problem().extensions()).containsEntry("errorKey", "responseTooLarge");
      assertThat(refused.problem().detail()).contains("a share of 0.50");
      assertThat(grant.isReserved()).isFalse();
    }
  }

  @Test
  void refusesForNowWhatOthersUseAndReleasesItAtTheEnd() {
    try (ResponseMemory.Grant grant = memory.grant()) {
      ProblemException refused;
      try (ResponseMemory.Grant other = memory.grant()) {
        budget(other).reserve(40 * MIB);
        refused =
            catchThrowableOfType(ProblemException.class, () -> budget(grant).reserve(8 * MIB));
      }
      assertThat(refused.problem().status()).isEqualTo(503);
      assertThat(refused.problem().headers()).containsKey("Retry-After");
      assertThatCode(() -> budget(grant).reserve(8 * MIB)).doesNotThrowAnyException();
    }
    try (ResponseMemory.Grant all = memory.grant()) {
      assertThatCode(() -> budget(all).reserve(43 * MIB)).doesNotThrowAnyException();
    }
  }

  @Test
  void readsAgainWhatHasGrownSinceItWasReserved() {
    long[] sizes = {100_000, 300_000, 200_000};
    int[] reads = {0};
    try (ResponseMemory.Grant grant = memory.grant()) {
      long limit = budget(grant).read(most -> new ByteBudget.Sized<>(most, sizes[reads[0]++]));
      assertThat(limit).isEqualTo(300_000);
    }
    assertThat(reads[0]).isEqualTo(3);
  }

  private static ByteBudget budget(ResponseMemory.Grant grant) {
    return grant.budget("field", share -> "a share of %.2f".formatted(share));
  }
}
