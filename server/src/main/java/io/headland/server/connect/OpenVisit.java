package io.headland.server.connect;

import io.headland.server.credential.AccountKey;
import io.headland.server.provider.Consent;

/// A visit with what it is about.
record OpenVisit(Visit visit, MagicLink link, Consent consent) {
  AccountKey account() {
    return new AccountKey(visit.owner(), link.leafUser(), visit.provider());
  }

  String path() {
    return "/connect/visits/" + visit.id();
  }
}
