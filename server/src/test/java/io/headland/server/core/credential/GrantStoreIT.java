package io.headland.server.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.core.usage.ApplicationRefusalStore;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.credential.RecordCredentialStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The refresh lease in states that a race rarely reaches.
class GrantStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration WAIT = Duration.ofMinutes(10);
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private static ServerFixture server;
  private static GrantStore grants;
  private static RecordCredentialStatus statuses;

  private AccountKey account;
  private Credential stored;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = ServerFixture.startWithoutProvider();
    grants =
        new GrantStore(
            server.jdbi(), new CredentialCipher(MasterKey.loadOrCreate(folder).aead(), "1"), WAIT);
    statuses =
        new RecordCredentialStatus(
            server.jdbi(),
            new OrganizationSyncStore(server.jdbi()),
            new ApplicationRefusalStore(server.jdbi()),
            new SyncTaskStore());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void storeACredential() {
    GrowerAccount grower = GrowerAccount.create(server.owner());
    String credential =
        grower
            .api()
            .post(
                grower.user("/john-deere-credentials"),
                "{\"clientKey\": \"k\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}")
            .id();
    LeafUserId leafUser = LeafUserId.parse(grower.leafUserId()).orElseThrow();
    account =
        new AccountKey(server.ownerId(ServerFixture.OWNER_EMAIL), leafUser, Provider.JOHN_DEERE);
    stored =
        new Credential(
            CredentialId.parse(credential).orElseThrow(),
            leafUser,
            Provider.JOHN_DEERE,
            CredentialStatus.OK,
            Map.of(),
            Map.of(),
            List.of(),
            Instant.EPOCH,
            0,
            NOW,
            null);
  }

  /// After the end of the lease its node may have used the refresh token: another node sends it
  /// again only after a longer time without a result.
  @Test
  void aLeaseWithoutAResultKeepsOthersFromSendingTheTokenForLonger() {
    Instant until = NOW.plusSeconds(30);
    Instant free = until.plus(WAIT);

    assertThat(grants.takeLease(account, stored, ONE, NOW, until, false)).isTrue();
    assertThat(grants.findLeaseState(account, stored, until.minusMillis(1)))
        .isEqualTo(new GrantStore.LeaseState.Active(until));
    assertThat(grants.findLeaseState(account, stored, until))
        .isEqualTo(new GrantStore.LeaseState.Unresolved(free));
    assertThat(grants.takeLease(account, stored, OTHER, free.minusMillis(1), free, false))
        .isFalse();
    assertThat(grants.findLeaseState(account, stored, free))
        .isEqualTo(new GrantStore.LeaseState.Free());
    assertThat(grants.takeLease(account, stored, OTHER, free, free.plusSeconds(30), false))
        .isTrue();
  }

  /// A clock that was ahead for a time must not block the grant for that time.
  @Test
  void aLeaseOfAnotherAgeDoesNotCount() {
    Instant until = NOW.plus(Duration.ofDays(40));
    assertThat(grants.takeLease(account, stored, ONE, NOW, until, false)).isTrue();

    assertThat(grants.findLeaseState(account, stored, NOW))
        .isEqualTo(new GrantStore.LeaseState.Free());
    assertThat(grants.takeLease(account, stored, OTHER, NOW, NOW.plusSeconds(30), false)).isTrue();
  }

  @Test
  void onlyItsHolderGivesALeaseBack() {
    grants.takeLease(account, stored, ONE, NOW, NOW.plusSeconds(30), false);

    grants.releaseLease(account.owner(), RefreshLease.of(account, stored, OTHER));
    assertThat(grants.takeLease(account, stored, OTHER, NOW, NOW.plusSeconds(30), false)).isFalse();

    grants.releaseLease(account.owner(), RefreshLease.of(account, stored, ONE));
    assertThat(grants.takeLease(account, stored, OTHER, NOW, NOW.plusSeconds(30), false)).isTrue();
  }

  /// Another node may have read the grant just before it was found revoked, and request the lease
  /// just after.
  @Test
  void aRevokedGrantIsRefreshedByAProbeAlone() {
    grants.takeLease(account, stored, ONE, NOW, NOW.plusSeconds(30), false);
    assertThat(statuses.markRefused(account, stored, 400, ProviderError.NONE, NOW)).isTrue();

    assertThat(grants.takeLease(account, stored, OTHER, NOW, NOW.plusSeconds(30), false)).isFalse();
    assertThat(grants.takeLease(account, stored, OTHER, NOW, NOW.plusSeconds(30), true)).isTrue();
  }
}
