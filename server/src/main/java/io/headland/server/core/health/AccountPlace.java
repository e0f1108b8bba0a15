package io.headland.server.core.health;

import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.PagePosition;
import java.util.UUID;

/// A position in the list of accounts, as in the cursor of a `Link`.
record AccountPlace(UUID leafUser, String provider) {
  String encoded() {
    return leafUser + "/" + provider;
  }

  static AccountPlace decode(String text) {
    String[] parts = text.split("/", 2);
    if (parts.length == 2 && parts[1].indexOf('\0') < 0) {
      return new AccountPlace(
          LeafUserId.parse(parts[0]).orElseThrow(PagePosition.InvalidException::new).value(),
          parts[1]);
    }
    throw new PagePosition.InvalidException();
  }
}
