package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The simulated Trimble. Its two hosts, for sign-in and for the API, share one address here.
public final class Trimble implements Site {
  private final LiveTrimble live;
  private final Supplier<TrimbleRules> rules;
  private final TrimbleGrants grants;
  private final TrimbleTokens tokens;
  private final TrimbleApi api;
  private final TrimbleAuthorizePage authorizePage;
  private final TrimbleAccessPage accessPage;

  public Trimble(LiveTrimble live, Supplier<TrimbleRules> rules, InstantSource clock, long seed) {
    this.live = live;
    this.rules = rules;
    IdGenerator idGenerator = new IdGenerator(seed);
    grants = new TrimbleGrants(live, rules, clock, idGenerator);
    TrimbleCodes codes = new TrimbleCodes(clock, idGenerator);
    tokens = new TrimbleTokens(live, grants, codes);
    TrimbleSessions sessions = new TrimbleSessions(live, idGenerator);
    authorizePage = new TrimbleAuthorizePage(live, codes, sessions);
    accessPage = new TrimbleAccessPage(live, sessions);
    api = new TrimbleApi(live, grants, rules, new TrimbleWrites(live, clock, idGenerator));
  }

  public static boolean owns(Request request) {
    return TrimbleTokens.owns(request)
        || TrimbleApi.owns(request)
        || TrimbleAccessPage.owns(request);
  }

  @Override
  public Response respond(Request request) {
    if (TrimbleAccessPage.owns(request)) {
      return accessPage.respond(request);
    }
    if (request.path().equals("/oauth/authorize")) {
      return authorizePage.respond(request);
    }
    return TrimbleTokens.owns(request) ? tokens.respond(request) : api.respond(request);
  }

  @Override
  public Response failure(Request request, int status) {
    return TrimbleTokens.owns(request) ? TrimbleTokens.failure(status) : TrimbleErrors.of(status);
  }

  @Override
  public void expireToken(Request request) {
    request.bearer().ifPresent(grants::expire);
  }

  @Override
  public Caller caller(Request request) {
    String clientId = live.world().application().clientId();
    if (TrimbleTokens.owns(request)) {
      return tokens.isKnown(request) ? new Caller(clientId, "") : Caller.UNKNOWN;
    }
    return request
        .bearer()
        .flatMap(grants::findUser)
        .map(userName -> new Caller(clientId, userName))
        .orElse(Caller.UNKNOWN);
  }

  @Override
  public String recordsKey(Request request) {
    return "result";
  }

  @Override
  public Optional<Request> pageBefore(Request request, JsonNode page) {
    return TrimblePages.before(request, rules.get().pageSize());
  }

  public TrimbleGrants grants() {
    return grants;
  }
}
