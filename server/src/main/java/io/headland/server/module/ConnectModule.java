package io.headland.server.module;

import io.headland.server.api.connect.AppKeyChoice;
import io.headland.server.api.connect.AppKeyProviders;
import io.headland.server.api.connect.AppKeyResource;
import io.headland.server.api.connect.CallbackResource;
import io.headland.server.api.connect.ConnectAddress;
import io.headland.server.api.connect.ConnectPages;
import io.headland.server.api.connect.ConnectSessionResource;
import io.headland.server.api.connect.ConsentProviders;
import io.headland.server.api.connect.GrowerAccount;
import io.headland.server.api.connect.GuardedPages;
import io.headland.server.api.connect.LinkResource;
import io.headland.server.api.connect.MagicLinkResource;
import io.headland.server.api.connect.OpenConnectSessions;
import io.headland.server.api.connect.OrganizationPages;
import io.headland.server.api.connect.SignIns;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.SignInStore;
import io.headland.server.core.credential.CredentialCipher;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.leafuser.ExternalIdStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.core.organization.ProviderOrganizationStore;
import io.headland.server.engine.grant.Sleeper;
import io.headland.server.engine.sync.SyncRuns;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.CallMeter;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.credential.AccountStore;
import io.headland.server.usecase.credential.Farewell;
import io.headland.server.usecase.credential.NewCredentials;
import io.headland.server.usecase.organization.SelectOrganizations;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of connecting together.
public final class ConnectModule {
  private final ConnectAddress address;
  private final AppKeyResource appKeys;
  private final MagicLinkResource magicLinks;
  private final ConnectPages pages;
  private final CallbackResource callback;
  private final ConnectSessionResource visitPages;
  private final LinkResource linkPages;

  /// What connecting stands on.
  public record Ground(
      Jdbi jdbi,
      CredentialCipher cipher,
      Providers providers,
      LeafUserStore users,
      CredentialStore credentials,
      NewCredentials newCredentials,
      AccountStore accounts,
      Farewell farewell,
      ProviderOrganizationStore organizations,
      SelectOrganizations choices,
      Configurations configurations,
      SyncRuns runs,
      CallMeter meter,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random,
      Sleeper pause) {}

  /// @param publicUrl the pages' base address; blank when it is where the server listens
  /// @param listening where that is, once it is known
  public ConnectModule(Ground ground, String publicUrl, Supplier<URI> listening) {
    ConnectAddress address =
        new ConnectAddress(
            Optional.of(publicUrl).filter(url -> !url.isBlank()).map(URI::create), listening);
    this.address = address;
    ConsentProviders providers = new ConsentProviders(ground.providers());
    AppKeyStore keys = new AppKeyStore(ground.jdbi(), ground.cipher());
    MagicLinkStore links = new MagicLinkStore(ground.jdbi());
    this.appKeys =
        new AppKeyResource(keys, new AppKeyProviders(providers), ground.ids(), ground.clock());
    this.magicLinks =
        new MagicLinkResource(
            links,
            new AppKeyChoice(keys, providers),
            ground.users(),
            new ExternalIdStore(ground.jdbi(), ground.users()),
            address,
            ground.ids(),
            ground.clock(),
            ground.random());
    ConnectSessionStore visits = new ConnectSessionStore(ground.jdbi());
    SignInStore signInStore = new SignInStore(ground.jdbi(), ground.cipher());
    SignIns signIns =
        new SignIns(
            keys,
            links,
            visits,
            signInStore,
            ground.newCredentials(),
            address,
            ground.meter(),
            ground.clock(),
            ground.random());
    GrowerAccount accounts =
        new GrowerAccount(
            ground.credentials(),
            ground.accounts(),
            ground.farewell(),
            ground.organizations(),
            ground.choices(),
            ground.configurations(),
            ground.runs()::listIfIdle,
            ground.pause(),
            ground.clock());
    OpenConnectSessions openVisits =
        new OpenConnectSessions(visits, links, providers, ground.clock());
    this.pages = new ConnectPages(ground.random());
    GuardedPages guarded = new GuardedPages(pages);
    this.callback =
        new CallbackResource(signInStore, signIns, openVisits, accounts, guarded, ground.clock());
    this.visitPages =
        new ConnectSessionResource(
            openVisits,
            visits,
            accounts,
            signIns,
            new OrganizationPages(pages),
            guarded,
            ground.clock());
    this.linkPages =
        new LinkResource(
            links,
            visits,
            openVisits,
            accounts,
            signIns,
            ground.users(),
            providers,
            pages,
            guarded,
            address,
            ground.ids(),
            ground.clock(),
            ground.random());
  }

  /// The pages of a link come last: a token may be any text.
  public void addTo(Routes routes) {
    address.prefix().ifPresent(prefix -> routes.below(ConnectAddress.PATH + "/", prefix));
    appKeys.addTo(routes);
    magicLinks.addTo(routes);
    pages.addTo(routes);
    callback.addTo(routes);
    visitPages.addTo(routes);
    linkPages.addTo(routes);
  }
}
