package io.headland.server.usecase.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.NewCredentialStore.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// The one way by which a new credential comes in, whoever brings it: stored whole, then shown to
/// its provider where that can be called.
public final class NewCredentials {
  private final NewCredentialStore store;
  private final CredentialVerifier verifier;
  private final Providers providers;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public NewCredentials(
      NewCredentialStore store,
      CredentialVerifier verifier,
      Providers providers,
      UuidGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.verifier = verifier;
    this.providers = providers;
    this.ids = ids;
    this.clock = clock;
  }

  /// Stores a credential and finds out what it is good for, which its status tells from then on.
  ///
  /// @param replace whether it takes the place of an earlier one
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
    Stored stored = store.insert(account.owner(), credential, replace);
    if (stored == Stored.CREATED && callable) {
      verifier.verify(account);
    }
    return stored;
  }
}
