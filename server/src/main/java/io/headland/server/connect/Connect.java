package io.headland.server.connect;

import io.headland.server.configuration.Configurations;
import io.headland.server.credential.AccountStore;
import io.headland.server.credential.CredentialCipher;
import io.headland.server.credential.CredentialStore;
import io.headland.server.credential.Farewell;
import io.headland.server.credential.NewCredentials;
import io.headland.server.credential.Pause;
import io.headland.server.http.Routes;
import io.headland.server.id.IdMinter;
import io.headland.server.leafuser.ExternalIdStore;
import io.headland.server.leafuser.LeafUserStore;
import io.headland.server.organization.OrganizationChoiceStore;
import io.headland.server.organization.ProviderOrganizationStore;
import io.headland.server.provider.CallMeter;
import io.headland.server.provider.Providers;
import io.headland.server.sync.SyncRuns;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/// Puts the parts of connecting together.
public final class Connect {
  private final ConnectAddress address;
  private final AppKeyResource appKeys;
  private final MagicLinkResource magicLinks;
  private final ConnectPages pages;
  private final CallbackResource callback;
  private final VisitResource visitPages;
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
      OrganizationChoiceStore choices,
      Configurations configurations,
      SyncRuns runs,
      CallMeter meter,
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random,
      Pause pause) {}

  /// @param publicUrl the pages' base address; blank when it is where the server listens
  /// @param listening where that is, once it is known
  public Connect(Ground ground, String publicUrl, Supplier<URI> listening) {
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
    VisitStore visits = new VisitStore(ground.jdbi());
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
    OpenVisits openVisits = new OpenVisits(visits, links, providers, ground.clock());
    this.pages = new ConnectPages(ground.random());
    GuardedPages guarded = new GuardedPages(pages);
    this.callback =
        new CallbackResource(signInStore, signIns, openVisits, accounts, guarded, ground.clock());
    this.visitPages =
        new VisitResource(
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
