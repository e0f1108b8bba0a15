package io.headland.server.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.field.FieldDataCounts;
import io.headland.server.core.sync.SyncRunOrganization.SyncRunOrganizationState;
import io.headland.server.platform.id.SyncRunId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SyncRunOrganizationTest {
  private static final SyncRunOrganization PART =
      new SyncRunOrganization(
          new SyncRunId(new UUID(0, 1)),
          "1001",
          SyncRunOrganizationState.RUNNING,
          1,
          ReadingPosition.START,
          0,
          new FieldDataCounts(Map.of()),
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

  /// The last attempt restarts the listing. If its earlier pages counted as progress, a page that
  /// always fails would keep the run in progress forever.
  @Test
  void forgetsNoFailedAttemptInTheLastTryBeforeTheListingIsRead() {
    SyncRunOrganization lastTry = failed(SyncRunOrganization.MAX_ATTEMPTS - 1);

    assertThat(lastTry.recovered().attempts()).isEqualTo(SyncRunOrganization.MAX_ATTEMPTS - 1);
    assertThat(lastTry.recovered().throughTheListing().attempts()).isZero();
  }

  private static SyncRunOrganization failed(int times) {
    SyncRunOrganization runOrganization = PART;
    for (int i = 0; i < times; i++) {
      runOrganization = runOrganization.failedOnceMore();
    }
    return runOrganization;
  }
}
