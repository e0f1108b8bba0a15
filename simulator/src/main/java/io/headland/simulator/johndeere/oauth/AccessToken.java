package io.headland.simulator.johndeere.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A valid access token: its application, user and expiry.
public final class AccessToken {
  private final Consent consent;
  private final List<String> scopes;
  private final Instant expiresAt;

  AccessToken(Consent consent, List<String> scopes, Instant expiresAt) {
    this.consent = consent;
    this.scopes = List.copyOf(scopes);
    this.expiresAt = expiresAt;
  }

  public String clientKey() {
    return consent.clientKey();
  }

  /// Absent for a token that an application obtained for itself.
  public Optional<String> userName() {
    return Optional.ofNullable(consent.userName());
  }

  public List<String> scopes() {
    return scopes;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  boolean isLiveAt(Instant moment) {
    return moment.isBefore(expiresAt) && !consent.isRevoked();
  }

  Consent consent() {
    return consent;
  }
}
