package io.headland.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.field.LandCounts;
import io.headland.server.id.SyncRunId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunPartTest {
  private static final RunPart PART =
      new RunPart(
          new SyncRunId(new UUID(0, 1)),
          "1001",
          PartState.RUNNING,
          1,
          ReadingPosition.START,
          0,
          new LandCounts(Map.of()),
          0,
          Set.of(),
          "",
          null,
          null,
          List.of());

  @Test
  void forgetsFailedAttemptsOnceAPageCame() {
    assertThat(failed(3).recovered().attempts()).isZero();
  }

  /// The last try begins the listing anew. Were the pages that it had before taken for progress, a
  /// page that always fails would keep the run under way for ever.
  @Test
  void forgetsNoFailedAttemptInTheLastTryBeforeTheListingIsRead() {
    RunPart lastTry = failed(RunPart.MOST_ATTEMPTS - 1);

    assertThat(lastTry.recovered().attempts()).isEqualTo(RunPart.MOST_ATTEMPTS - 1);
    assertThat(lastTry.recovered().throughTheListing().attempts()).isZero();
  }

  private static RunPart failed(int times) {
    RunPart part = PART;
    for (int i = 0; i < times; i++) {
      part = part.failedOnceMore();
    }
    return part;
  }
}
