package io.headland.simulator.johndeere.oauth;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One consent of one user to one application, and its tokens: those that result from one
/// authorization code, or from one grant of the world. Guarded by its own monitor.
final class Consent {
  private static final int MOST_ACCESS_TOKENS = 256;

  private final String clientKey;
  private final @Nullable String userName;
  private final List<String> scopes;
  private final Set<String> usedRefreshTokens = new HashSet<>();
  private final Deque<String> accessTokens = new ArrayDeque<>();
  private @Nullable String refreshToken;
  private Instant lastUsed;
  private boolean revoked;

  Consent(
      String clientKey,
      @Nullable String userName,
      List<String> scopes,
      @Nullable String refreshToken,
      Instant startedAt) {
    this.clientKey = clientKey;
    this.userName = userName;
    this.scopes = List.copyOf(scopes);
    this.refreshToken = refreshToken;
    this.lastUsed = startedAt;
  }

  String clientKey() {
    return clientKey;
  }

  /// Absent when the application acts for itself.
  @Nullable String userName() {
    return userName;
  }

  List<String> scopes() {
    return scopes;
  }

  synchronized boolean isRevoked() {
    return revoked;
  }

  synchronized @Nullable String refreshToken() {
    return refreshToken;
  }

  synchronized Instant lastUsed() {
    return lastUsed;
  }

  synchronized boolean isUsed(String token) {
    return usedRefreshTokens.contains(token);
  }

  synchronized void use(Instant at) {
    lastUsed = at;
  }

  synchronized void rotateTo(String next) {
    if (refreshToken != null) {
      usedRefreshTokens.add(refreshToken);
    }
    refreshToken = next;
  }

  /// Adds an access token and returns the one that is removed for it.
  synchronized Optional<String> replaceOldest(String accessToken) {
    accessTokens.addLast(accessToken);
    return accessTokens.size() > MOST_ACCESS_TOKENS
        ? Optional.of(accessTokens.removeFirst())
        : Optional.empty();
  }

  /// Revokes the refresh token; access tokens remain valid until they expire.
  synchronized void revokeRefreshToken() {
    refreshToken = null;
  }

  /// Revokes all tokens of the consent.
  synchronized void revoke() {
    revoked = true;
    refreshToken = null;
  }
}
