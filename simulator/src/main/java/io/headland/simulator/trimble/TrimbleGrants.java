package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.fielddata.Jwt;
import io.headland.simulator.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Every grant and every token that is alive.
public final class TrimbleGrants {
  /// One page of the documentation states seven days, another nine.
  static final Duration REFRESH_LIFETIME = Duration.ofDays(7);

  /// The result of a refresh.
  sealed interface Refreshed {
    record Tokens(String accessToken, String refreshToken, Duration lifetime)
        implements Refreshed {}

    record Refused() implements Refreshed {}
  }

  /// An access token.
  record Issued(String accessToken, Duration lifetime) {}

  private record Access(TrimbleGrant grant, Instant expiresAt) {}

  private final LiveTrimble live;
  private final Supplier<TrimbleRules> rules;
  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final Map<String, TrimbleGrant> byRefreshToken = new ConcurrentHashMap<>();
  private final Map<String, Access> accessTokens = new ConcurrentHashMap<>();
  private final TrimbleGrant application;

  TrimbleGrants(
      LiveTrimble live,
      Supplier<TrimbleRules> rules,
      InstantSource clock,
      IdGenerator idGenerator) {
    this.live = live;
    this.rules = rules;
    this.clock = clock;
    this.idGenerator = idGenerator;
    application = new TrimbleGrant(TrimbleWorld.APPLICATION, "", clock.instant());
    for (TrimbleUser user : live.world().users()) {
      start(user.userName(), user.refreshToken());
    }
  }

  private void start(String userName, String refreshToken) {
    byRefreshToken.put(refreshToken, new TrimbleGrant(userName, refreshToken, clock.instant()));
  }

  /// Adds a new grant and returns its refresh token.
  public String grant(String userName) {
    String token = idGenerator.next("trimble-refresh", 32);
    start(userName, token);
    return token;
  }

  Refreshed refresh(String shown) {
    TrimbleGrant grant = byRefreshToken.get(shown);
    if (grant == null) {
      return new Refreshed.Refused();
    }
    String next = idGenerator.next("trimble-refresh", 32);
    byRefreshToken.put(next, grant);
    if (grant.rotate(shown, next, clock.instant())) {
      return issue(grant, next);
    }
    byRefreshToken.remove(next);
    if (rules.get().revokeOnReuse() && !grant.isCurrent(shown)) {
      grant.revoke();
    }
    return new Refreshed.Refused();
  }

  /// A token for the application itself, of a grant without a user and without a refresh token.
  Issued issueForApplication() {
    return issue(application);
  }

  private Refreshed issue(TrimbleGrant grant, String refreshToken) {
    Issued issued = issue(grant);
    return new Refreshed.Tokens(issued.accessToken(), refreshToken, issued.lifetime());
  }

  private Issued issue(TrimbleGrant grant) {
    Instant now = clock.instant();
    Duration lifetime = rules.get().accessTokenLifetime();
    String scope = live.world().application().name();
    String accessToken =
        Jwt.write(
            Json.object()
                .put("iss", rules.get().base().toString())
                .put("sub", IdGenerator.uuid(grant.userName()).toString())
                .put("aud", live.world().application().clientId())
                .put("scope", "openid " + scope)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(lifetime).getEpochSecond())
                .put("jti", idGenerator.nextUuid("trimble-access").toString()));
    accessTokens.put(accessToken, new Access(grant, now.plus(lifetime)));
    grant.replaceOldest(accessToken).ifPresent(accessTokens::remove);
    return new Issued(accessToken, lifetime);
  }

  /// The user behind an access token, or [TrimbleWorld#APPLICATION], when it is known, in time and
  /// not revoked.
  Optional<String> findUser(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken))
        .filter(access -> clock.instant().isBefore(access.expiresAt()))
        .map(Access::grant)
        .filter(grant -> !grant.isRevoked())
        .map(TrimbleGrant::userName);
  }

  void expire(String accessToken) {
    accessTokens.remove(accessToken);
  }

  /// Ends the grant of a refresh token, used or not, with all its tokens.
  ///
  /// @return whether there was such a grant
  public boolean revoke(String refreshToken) {
    Optional<TrimbleGrant> grant = Optional.ofNullable(byRefreshToken.get(refreshToken));
    grant.ifPresent(TrimbleGrant::revoke);
    return grant.isPresent();
  }

  /// Kills a refresh token and leaves access tokens to run out.
  ///
  /// @return whether it was alive
  public boolean revokeRefreshToken(String refreshToken) {
    Optional<TrimbleGrant> grant =
        Optional.ofNullable(byRefreshToken.get(refreshToken))
            .filter(found -> found.isCurrent(refreshToken));
    grant.ifPresent(TrimbleGrant::revokeRefreshToken);
    return grant.isPresent();
  }
}
