package io.headland.simulator.trimble;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The grant of one user to the application: one refresh token at a time, each valid for one use.
/// Guarded by its own monitor.
final class TrimbleGrant {
  private static final int MOST_ACCESS_TOKENS = 256;

  private final String userName;
  private final Deque<String> accessTokens = new ArrayDeque<>();
  private @Nullable String refreshToken;
  private Instant issuedAt;
  private boolean revoked;

  TrimbleGrant(String userName, String refreshToken, Instant issuedAt) {
    this.userName = userName;
    this.refreshToken = refreshToken;
    this.issuedAt = issuedAt;
  }

  String userName() {
    return userName;
  }

  /// Puts the next refresh token in place of the one shown.
  ///
  /// @return whether the one shown was good
  synchronized boolean rotate(String shown, String next, Instant now) {
    boolean good =
        shown.equals(refreshToken) && now.isBefore(issuedAt.plus(TrimbleGrants.REFRESH_LIFETIME));
    if (good) {
      refreshToken = next;
      issuedAt = now;
    }
    return good;
  }

  synchronized boolean isCurrent(String shown) {
    return shown.equals(refreshToken);
  }

  /// Adds an access token and returns the one that is removed for it.
  synchronized Optional<String> replaceOldest(String accessToken) {
    accessTokens.addLast(accessToken);
    return accessTokens.size() > MOST_ACCESS_TOKENS
        ? Optional.of(accessTokens.removeFirst())
        : Optional.empty();
  }

  /// Kills the refresh token and leaves access tokens to run out.
  synchronized void revokeRefreshToken() {
    refreshToken = null;
  }

  synchronized void revoke() {
    revoked = true;
    refreshToken = null;
  }

  synchronized boolean isRevoked() {
    return revoked;
  }
}
