package io.headland.simulator.trimble;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import io.headland.simulator.world.Minter;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The simulated Trimble. Its two hosts, for sign-in and for the API, share one address here.
public final class Trimble implements Site {
  private final TrimbleGrants grants;
  private final TrimbleTokens tokens;
  private final TrimbleApi api;

  public Trimble(LiveTrimble live, Supplier<TrimbleRules> rules, InstantSource clock, long seed) {
    grants = new TrimbleGrants(live, rules, clock, new Minter(seed));
    tokens = new TrimbleTokens(live, grants);
    api = new TrimbleApi(live, grants, rules);
  }

  public static boolean owns(Request request) {
    return TrimbleTokens.owns(request) || TrimbleApi.owns(request);
  }

  @Override
  public Response answer(Request request) {
    return TrimbleTokens.owns(request) ? tokens.answer(request) : api.answer(request);
  }

  @Override
  public Response failure(Request request, int status) {
    return TrimbleTokens.owns(request) ? TrimbleTokens.failure(status) : TrimbleErrors.of(status);
  }

  @Override
  public void expireToken(Request request) {
    request.bearer().ifPresent(grants::expire);
  }

  public TrimbleGrants grants() {
    return grants;
  }
}
