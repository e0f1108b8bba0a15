package io.headland.server.api.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.engine.sync.SyncRuns;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.StoreCredential;
import io.headland.server.usecase.credential.StoreCredential.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Adds credentials: stores them, and verifies them with a sync if the provider can be called.
public final class NewCredentials {
  private final StoreCredential store;
  private final SyncRuns runs;
  private final Providers providers;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public NewCredentials(
      StoreCredential store,
      SyncRuns runs,
      Providers providers,
      UuidGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.providers = providers;
    this.ids = ids;
    this.clock = clock;
  }

  /// Stores a credential and verifies it; its status is the result.
  ///
  /// @param replace whether it replaces an earlier one
  public Stored add(
      AccountKey account,
      Map<String, String> settings,
      Map<String, Secret> secrets,
      boolean replace)
      throws InterruptedException {
    boolean callable = providers.canCall(account.provider());
    Credential credential =
        new Credential(
            new CredentialId(ids.next()),
            account.leafUser(),
            account.provider(),
            callable ? CredentialStatus.TEMPORARILY_UNAVAILABLE : CredentialStatus.UNVERIFIED,
            settings,
            secrets,
            List.of(),
            Instant.EPOCH,
            0,
            clock.instant(),
            null);
    Stored stored = store.store(account.owner(), credential, replace);
    if (stored == Stored.CREATED && callable) {
      runs.verify(account);
    }
    return stored;
  }
}
