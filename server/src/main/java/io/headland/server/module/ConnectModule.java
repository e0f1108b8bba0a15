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
import io.headland.server.api.credential.NewCredentials;
import io.headland.server.core.configuration.Configurations;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.SignInStore;
import io.headland.server.core.leafuser.ExternalIdStore;
import io.headland.server.platform.http.Routes;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages on which growers connect accounts, and their links and app keys.
public final class ConnectModule {
  private final ConnectAddress address;
  private final AppKeyResource appKeys;
  private final MagicLinkResource magicLinks;
  private final ConnectPages pages;
  private final CallbackResource callback;
  private final ConnectSessionResource sessionPages;
  private final LinkResource linkPages;

  /// @param listening the address of the server, once it is known
  public ConnectModule(
      Platform platform,
      ProviderModule providerModule,
      CredentialModule credentials,
      LeafUserModule leafUsers,
      OrganizationModule organizations,
      SyncModule sync,
      SubscriptionModule subscriptions,
      Configurations configurations,
      UseCases useCases,
      NewCredentials newCredentials,
      Supplier<URI> listening) {
    String publicUrl = platform.config().connectUrl();
    ConnectAddress address =
        new ConnectAddress(
            Optional.of(publicUrl).filter(url -> !url.isBlank()).map(URI::create), listening);
    this.address = address;
    ConsentProviders providers = new ConsentProviders(providerModule.providers());
    AppKeyStore keys = new AppKeyStore(platform.jdbi(), credentials.cipher());
    MagicLinkStore links = new MagicLinkStore(platform.jdbi());
    this.appKeys =
        new AppKeyResource(keys, new AppKeyProviders(providers), platform.ids(), platform.clock());
    this.magicLinks =
        new MagicLinkResource(
            links,
            new AppKeyChoice(keys, providers),
            leafUsers.users(),
            new ExternalIdStore(platform.jdbi(), leafUsers.users()),
            address,
            platform.ids(),
            platform.clock(),
            platform.random());
    ConnectSessionStore connectSessions = new ConnectSessionStore(platform.jdbi());
    SignInStore signInStore = new SignInStore(platform.jdbi(), credentials.cipher());
    SignIns signIns =
        new SignIns(
            keys,
            links,
            connectSessions,
            signInStore,
            newCredentials,
            useCases.additionalReading(),
            address,
            platform.meters()::countProviderCall,
            platform.clock(),
            platform.random());
    GrowerAccount accounts =
        new GrowerAccount(
            credentials.credentials(),
            useCases.deleteAccount(),
            subscriptions.ending(),
            organizations.organizations(),
            useCases.selectOrganizations(),
            configurations,
            sync.runs()::listIfIdle,
            platform.sleeper(),
            platform.clock());
    OpenConnectSessions openSessions =
        new OpenConnectSessions(connectSessions, links, providers, platform.clock());
    this.pages = new ConnectPages(platform.random());
    GuardedPages guarded = new GuardedPages(pages);
    this.callback =
        new CallbackResource(
            signInStore, signIns, openSessions, accounts, guarded, platform.clock());
    this.sessionPages =
        new ConnectSessionResource(
            openSessions,
            connectSessions,
            accounts,
            signIns,
            new OrganizationPages(pages),
            guarded,
            platform.clock());
    this.linkPages =
        new LinkResource(
            links,
            connectSessions,
            openSessions,
            accounts,
            signIns,
            leafUsers.users(),
            providers,
            pages,
            guarded,
            address,
            platform.ids(),
            platform.clock(),
            platform.random());
  }

  /// The routes of a link are registered last, because a token may be any text.
  public void addTo(Routes routes) {
    address.prefix().ifPresent(prefix -> routes.below(ConnectAddress.PATH + "/", prefix));
    appKeys.addTo(routes);
    magicLinks.addTo(routes);
    pages.addTo(routes);
    callback.addTo(routes);
    sessionPages.addTo(routes);
    linkPages.addTo(routes);
  }
}
