package io.headland.server.api.connect;

import io.headland.server.core.connect.ConnectSession;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.LinkToken;
import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.Provider;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `/connect/{token}`: the pages of a link.
public final class LinkResource {
  private static final String LINK = ConnectAddress.PATH + "/{token}";

  private final MagicLinkStore links;
  private final ConnectSessionStore connectSessions;
  private final OpenConnectSessions openSessions;
  private final GrowerAccount accounts;
  private final SignIns signIns;
  private final LeafUserStore users;
  private final ConsentProviders providers;
  private final ConnectPages pages;
  private final GuardedPages guarded;
  private final ConnectAddress address;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final RandomGenerator random;

  public LinkResource(
      MagicLinkStore links,
      ConnectSessionStore connectSessions,
      OpenConnectSessions openSessions,
      GrowerAccount accounts,
      SignIns signIns,
      LeafUserStore users,
      ConsentProviders providers,
      ConnectPages pages,
      GuardedPages guarded,
      ConnectAddress address,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random) {
    this.links = links;
    this.connectSessions = connectSessions;
    this.openSessions = openSessions;
    this.accounts = accounts;
    this.signIns = signIns;
    this.users = users;
    this.providers = providers;
    this.pages = pages;
    this.guarded = guarded;
    this.address = address;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  public void addTo(Routes routes) {
    guarded.addTo(routes, "GET", LINK, request -> withLink(request, this::welcome));
    guarded.addTo(routes, "GET", LINK + "/start", request -> withLink(request, this::start));
  }

  /// Handles requests with a valid link.
  @FunctionalInterface
  private interface LinkPage {
    Response of(ApiOwnerId owner, MagicLink link, Request request) throws InterruptedException;
  }

  private Response withLink(Request request, LinkPage page) throws InterruptedException {
    Secret token = Secret.of(request.path("token"));
    Optional<MagicLinkStore.Owned> found = links.findByToken(LinkToken.hash(token));
    if (found.isEmpty()) {
      return guarded.message(PageTheme.PLAIN, MessagePage.unknownLink());
    }
    MagicLink link = found.get().link();
    PageTheme theme = PageTheme.of(link);
    Instant now = clock.instant();
    links.touch(found.get().owner(), link.id(), now);
    if (link.isExpiredAt(now)) {
      return guarded.message(theme, MessagePage.expired(theme.sender()));
    }
    return link.isUsedUp()
        ? guarded.message(theme, MessagePage.usedUp(theme.sender()))
        : page.of(found.get().owner(), link, request);
  }

  private Response welcome(ApiOwnerId owner, MagicLink link, Request request) {
    Optional<BrowserSession> session = BrowserSession.of(request);
    if (session.isEmpty()) {
      BrowserSession begun = new BrowserSession(LinkToken.generate(random));
      return begun.setCookie(firstPage(owner, link, request), address.isSecure(request));
    }
    return firstPage(owner, link, request);
  }

  private Response firstPage(ApiOwnerId owner, MagicLink link, Request request) {
    if (link.providers().size() > 1) {
      return choice(owner, link, request);
    }
    Provider provider = link.providers().getFirst();
    if (accounts.isConnected(new AccountKey(owner, link.leafUser(), provider))) {
      return Response.seeOther(startOf(request, provider));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", providers.get(provider).providerName());
    content.put("href", startOf(request, provider));
    content.put("userName", userName(owner, link));
    return pages.page(200, PageTheme.of(link), "welcome", "Connect your farm data", content);
  }

  private Response choice(ApiOwnerId owner, MagicLink link, Request request) {
    List<Map<String, Object>> rows =
        link.providers().stream()
            .map(
                provider ->
                    Map.<String, Object>of(
                        "name", providers.get(provider).providerName(),
                        "href", startOf(request, provider),
                        "connected",
                            accounts.isConnected(new AccountKey(owner, link.leafUser(), provider))))
            .toList();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("providers", rows);
    content.put("userName", userName(owner, link));
    return pages.page(200, PageTheme.of(link), "providers", "Connect your farm data", content);
  }

  /// Begins a connect session: with the organizations when the account is connected, otherwise with
  /// the sign-in.
  private Response start(ApiOwnerId owner, MagicLink link, Request request) {
    PageTheme theme = PageTheme.of(link);
    Optional<Provider> provider =
        request.query("provider").flatMap(Provider::ofWireName).filter(link.providers()::contains);
    Optional<BrowserSession> session = BrowserSession.of(request);
    if (provider.isEmpty()) {
      return guarded.message(theme, MessagePage.unknownLink());
    }
    if (session.isEmpty()) {
      return guarded.message(theme, MessagePage.withoutCookies());
    }
    ConnectSession connectSession =
        connectSessions.open(
            owner, link.id(), provider.get(), session.get().hash(), ids.next(), clock.instant());
    Optional<OpenConnectSession> open = openSessions.withLink(connectSession);
    if (open.isEmpty()) {
      return guarded.message(theme, MessagePage.unknownLink());
    }
    return accounts.isConnected(open.get().account())
        ? Response.seeOther(open.get().path())
        : signIns
            .begin(open.get(), request)
            .map(URI::toString)
            .map(Response::seeOther)
            .orElseGet(
                () ->
                    guarded.message(
                        theme,
                        MessagePage.notSetUp(open.get().consent().providerName(), theme.sender())));
  }

  private static String startOf(Request request, Provider provider) {
    return ConnectAddress.PATH
        + "/"
        + request.path("token")
        + "/start?provider="
        + provider.wireName();
  }

  private String userName(ApiOwnerId owner, MagicLink link) {
    return link.settings().showLeafUserName()
        ? users.find(owner, link.leafUser()).map(LeafUser::name).orElse("")
        : "";
  }
}
