package io.headland.server.module;

import io.headland.server.api.credential.CredentialResource;
import io.headland.server.api.credential.CredentialView;
import io.headland.server.api.credential.NewCredentials;
import io.headland.server.core.credential.AccountStore;
import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.credential.GrantStore;
import io.headland.server.core.organization.OrganizationSyncStore;
import io.headland.server.core.sync.SyncTaskStore;
import io.headland.server.engine.grant.CredentialCalls;
import io.headland.server.engine.grant.CredentialRefresher;
import io.headland.server.engine.grant.GrantCommitter;
import io.headland.server.engine.grant.GrantRecovery;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.files.HandoverFiles;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.tasks.BackgroundLoop;
import io.headland.server.usecase.credential.RecordCredentialStatus;
import org.jdbi.v3.core.Jdbi;

/// Credentials and the refresh of their grants.
public final class CredentialModule implements AutoCloseable {
  private final Platform platform;
  private final BackgroundLoop recovery;
  private final CredentialCipher cipher;
  private final CredentialStore credentials;
  private final AccountStore accounts;
  private final CredentialEventStore events;
  private final CredentialCalls calls;
  private final CredentialRefresher refresher;
  private final CredentialView view;

  public CredentialModule(Platform platform, ClockModule clocks, ProviderModule providers) {
    this.platform = platform;
    HeadlandConfig config = platform.config();
    Jdbi jdbi = platform.jdbi();
    HandoverFiles pendingGrants =
        HandoverFiles.open(config.data().dir().resolve("pending-grants"), platform.aead());
    this.cipher = new CredentialCipher(platform.aead(), platform.keyId());
    this.credentials = new CredentialStore(jdbi, cipher);
    this.accounts = new AccountStore(jdbi);
    this.events =
        new CredentialEventStore(
            jdbi, platform.ids(), platform.clock(), config.credentials().eventRetention());
    this.calls =
        CredentialCalls.start(
            events, platform.meters()::countProviderCall, providers.budget(), platform.loops());
    RecordCredentialStatus statuses =
        new RecordCredentialStatus(
            jdbi, new OrganizationSyncStore(jdbi), providers.refusals(), new SyncTaskStore());
    GrantStore grants = new GrantStore(jdbi, cipher, config.credentials().unresolvedRefreshWait());
    GrantCommitter committer =
        new GrantCommitter(grants, credentials, statuses, platform.clock(), platform.sleeper());
    this.refresher =
        new CredentialRefresher(
            credentials,
            grants,
            statuses,
            committer,
            pendingGrants,
            calls,
            providers.providers(),
            platform.clock(),
            platform.ids(),
            platform.sleeper(),
            new CredentialRefresher.Waits(
                config.sync().lease(), config.credentials().refreshWait(), clocks.database()));
    this.recovery = GrantRecovery.start(pendingGrants, grants, committer, platform.loops());
    this.view =
        new CredentialView(
            providers.providers(), config.credentials().revealSecrets(), config.leaf().strict());
  }

  public void addTo(
      Routes routes,
      NewCredentials newCredentials,
      UseCases useCases,
      EndSubscriptions endSubscriptions) {
    new CredentialResource(
            credentials,
            newCredentials,
            useCases.deleteAccount(),
            endSubscriptions,
            events,
            calls,
            view,
            platform.config().credentials().replaceExisting())
        .addTo(routes);
  }

  public CredentialCipher cipher() {
    return cipher;
  }

  public CredentialStore credentials() {
    return credentials;
  }

  public AccountStore accounts() {
    return accounts;
  }

  public CredentialRefresher refresher() {
    return refresher;
  }

  public CredentialView view() {
    return view;
  }

  @Override
  public void close() {
    recovery.close();
    refresher.close();
    calls.close();
  }
}
