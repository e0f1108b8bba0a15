package io.headland.server.core.connect;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.provider.Consent;

/// A connect session with its link and consent.
public record OpenConnectSession(ConnectSession visit, MagicLink link, Consent consent) {
  public AccountKey account() {
    return new AccountKey(visit.owner(), link.leafUser(), visit.provider());
  }

  public String path() {
    return "/connect/visits/" + visit.id();
  }
}
