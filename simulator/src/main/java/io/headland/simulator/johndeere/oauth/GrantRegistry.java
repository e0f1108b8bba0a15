package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.johndeere.world.Grant;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All consents and all valid tokens.
public final class GrantRegistry {
  /// Lifetime of an unused refresh token; every use restarts it.
  static final Duration REFRESH_LIFETIME = Duration.ofDays(365);

  private final LiveWorld live;
  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final Map<String, Consent> byRefreshToken = new ConcurrentHashMap<>();
  private final Map<String, AccessToken> accessTokens = new ConcurrentHashMap<>();
  private final Map<String, Consent> ofApplications = new ConcurrentHashMap<>();

  public GrantRegistry(LiveWorld live, InstantSource clock, IdGenerator idGenerator) {
    this.live = live;
    this.clock = clock;
    this.idGenerator = idGenerator;
    for (Grant grant : live.world().grants()) {
      start(grant.clientKey(), grant.userName(), grant.scopes(), grant.refreshToken());
    }
  }

  /// The token, if it is known, not expired and not revoked.
  public Optional<AccessToken> findLive(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken))
        .filter(token -> token.isLiveAt(clock.instant()));
  }

  public void expire(String accessToken) {
    accessTokens.remove(accessToken);
  }

  /// Revokes a refresh token; access tokens remain valid until they expire.
  ///
  /// @return whether it was valid
  public boolean revokeRefreshToken(String refreshToken) {
    Consent consent = byRefreshToken.get(refreshToken);
    if (consent == null || !refreshToken.equals(consent.refreshToken())) {
      return false;
    }
    consent.revokeRefreshToken();
    return true;
  }

  /// Revokes the consent of a refresh token with all its tokens.
  ///
  /// @return whether there was such a consent
  public boolean revoke(String refreshToken) {
    Consent consent = byRefreshToken.get(refreshToken);
    if (consent == null) {
      return false;
    }
    consent.revoke();
    return true;
  }

  /// Revokes the refresh tokens of a user and an application.
  public void revokeRefreshTokensOf(String userName, String clientKey) {
    byRefreshToken.values().stream()
        .filter(c -> c.clientKey().equals(clientKey) && userName.equals(c.userName()))
        .forEach(Consent::revokeRefreshToken);
  }

  /// Creates a consent and returns its refresh token.
  public String grant(String clientKey, String userName, List<String> scopes) {
    String token = newRefreshToken();
    start(clientKey, userName, scopes, token);
    return token;
  }

  Consent start(
      String clientKey,
      @Nullable String userName,
      List<String> scopes,
      @Nullable String refreshToken) {
    Consent consent = new Consent(clientKey, userName, scopes, refreshToken, clock.instant());
    if (refreshToken != null) {
      byRefreshToken.put(refreshToken, consent);
    }
    return consent;
  }

  Optional<Consent> findByRefreshToken(String refreshToken) {
    return Optional.ofNullable(byRefreshToken.get(refreshToken));
  }

  void remember(String refreshToken, Consent consent) {
    byRefreshToken.put(refreshToken, consent);
  }

  /// Only the latest access tokens of a consent remain valid, to bound the memory used in long load
  /// tests.
  void remember(String accessToken, AccessToken token) {
    accessTokens.put(accessToken, token);
    token.consent().replaceOldest(accessToken).ifPresent(accessTokens::remove);
  }

  /// The consent of an application for itself; there is one for all its requests.
  Consent ofApplication(String clientKey) {
    return ofApplications.computeIfAbsent(
        clientKey, key -> new Consent(key, null, List.of(), null, clock.instant()));
  }

  String newRefreshToken() {
    return "rt-" + idGenerator.next("refresh", 40);
  }

  LiveWorld live() {
    return live;
  }

  Instant now() {
    return clock.instant();
  }

  IdGenerator idGenerator() {
    return idGenerator;
  }
}
