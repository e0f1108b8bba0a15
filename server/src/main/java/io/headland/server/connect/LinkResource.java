package io.headland.server.connect;

import io.headland.server.config.Secret;
import io.headland.server.credential.AccountKey;
import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.IdMinter;
import io.headland.server.leafuser.LeafUser;
import io.headland.server.leafuser.LeafUserStore;
import io.headland.server.provider.Provider;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// `/connect/{token}`: what a grower sees who opens a link.
final class LinkResource {
  private static final String LINK = ConnectAddress.PATH + "/{token}";

  private final MagicLinkStore links;
  private final VisitStore visits;
  private final OpenVisits openVisits;
  private final GrowerAccount accounts;
  private final SignIns signIns;
  private final LeafUserStore users;
  private final ConsentProviders providers;
  private final ConnectPages pages;
  private final GuardedPages guarded;
  private final ConnectAddress address;
  private final IdMinter ids;
  private final InstantSource clock;
  private final RandomGenerator random;

  LinkResource(
      MagicLinkStore links,
      VisitStore visits,
      OpenVisits openVisits,
      GrowerAccount accounts,
      SignIns signIns,
      LeafUserStore users,
      ConsentProviders providers,
      ConnectPages pages,
      GuardedPages guarded,
      ConnectAddress address,
      IdMinter ids,
      InstantSource clock,
      RandomGenerator random) {
    this.links = links;
    this.visits = visits;
    this.openVisits = openVisits;
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

  void addTo(Routes routes) {
    guarded.addTo(routes, "GET", LINK, call -> withLink(call, this::welcome));
    guarded.addTo(routes, "GET", LINK + "/start", call -> withLink(call, this::start));
  }

  /// Answers for a link that is good.
  @FunctionalInterface
  private interface Page {
    Answer of(ApiOwnerId owner, MagicLink link, Call call) throws InterruptedException;
  }

  private Answer withLink(Call call, Page page) throws InterruptedException {
    Secret token = Secret.of(call.path("token"));
    Optional<MagicLinkStore.Owned> found = links.findByToken(LinkToken.hash(token));
    if (found.isEmpty()) {
      return guarded.message(Look.PLAIN, Message.unknownLink());
    }
    MagicLink link = found.get().link();
    Look look = Look.of(link);
    Instant now = clock.instant();
    links.touch(found.get().owner(), link.id(), now);
    if (link.isExpiredAt(now)) {
      return guarded.message(look, Message.expired(look.who()));
    }
    return link.isUsedUp()
        ? guarded.message(look, Message.usedUp(look.who()))
        : page.of(found.get().owner(), link, call);
  }

  private Answer welcome(ApiOwnerId owner, MagicLink link, Call call) {
    Optional<ConnectSession> session = ConnectSession.of(call);
    if (session.isEmpty()) {
      ConnectSession begun = new ConnectSession(LinkToken.mint(random));
      return begun.keep(firstPage(owner, link, call), address.isSecure(call));
    }
    return firstPage(owner, link, call);
  }

  private Answer firstPage(ApiOwnerId owner, MagicLink link, Call call) {
    if (link.providers().size() > 1) {
      return choice(owner, link, call);
    }
    Provider provider = link.providers().getFirst();
    if (accounts.isConnected(new AccountKey(owner, link.leafUser(), provider))) {
      return Answer.seeOther(startOf(call, provider));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("provider", providers.get(provider).providerName());
    content.put("href", startOf(call, provider));
    content.put("userName", userName(owner, link));
    return pages.page(200, Look.of(link), "welcome", "Connect your farm data", content);
  }

  private Answer choice(ApiOwnerId owner, MagicLink link, Call call) {
    List<Map<String, Object>> rows =
        link.providers().stream()
            .map(
                provider ->
                    Map.<String, Object>of(
                        "name", providers.get(provider).providerName(),
                        "href", startOf(call, provider),
                        "connected",
                            accounts.isConnected(new AccountKey(owner, link.leafUser(), provider))))
            .toList();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("providers", rows);
    content.put("userName", userName(owner, link));
    return pages.page(200, Look.of(link), "providers", "Connect your farm data", content);
  }

  /// Begins a visit: to the organizations when the account is connected, else to the sign-in.
  private Answer start(ApiOwnerId owner, MagicLink link, Call call) {
    Look look = Look.of(link);
    Optional<Provider> provider =
        call.query("provider").flatMap(Provider::ofWireName).filter(link.providers()::contains);
    Optional<ConnectSession> session = ConnectSession.of(call);
    if (provider.isEmpty()) {
      return guarded.message(look, Message.unknownLink());
    }
    if (session.isEmpty()) {
      return guarded.message(look, Message.withoutCookies());
    }
    Visit visit =
        visits.open(
            owner, link.id(), provider.get(), session.get().hash(), ids.mint(), clock.instant());
    Optional<OpenVisit> open = openVisits.withLink(visit);
    if (open.isEmpty()) {
      return guarded.message(look, Message.unknownLink());
    }
    return accounts.isConnected(open.get().account())
        ? Answer.seeOther(open.get().path())
        : signIns
            .begin(open.get(), call)
            .map(URI::toString)
            .map(Answer::seeOther)
            .orElseGet(
                () ->
                    guarded.message(
                        look, Message.notSetUp(open.get().consent().providerName(), look.who())));
  }

  private static String startOf(Call call, Provider provider) {
    return ConnectAddress.PATH
        + "/"
        + call.path("token")
        + "/start?provider="
        + provider.wireName();
  }

  private String userName(ApiOwnerId owner, MagicLink link) {
    return link.settings().showLeafUserName()
        ? users.find(owner, link.leafUser()).map(LeafUser::name).orElse("")
        : "";
  }
}
