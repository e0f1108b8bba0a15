package io.headland.server.core.connect;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.provider.Consent;

/// A connect session with its link and consent.
public record OpenConnectSession(ConnectSession connectSession, MagicLink link, Consent consent) {
  public AccountKey account() {
    return new AccountKey(connectSession.owner(), link.leafUser(), connectSession.provider());
  }

  public String path() {
    return "/connect/sessions/" + connectSession.id();
  }
}
