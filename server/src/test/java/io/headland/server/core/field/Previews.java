package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// What a caller does with a preview, for tests of other packages.
public final class Previews {
  private Previews() {}

  /// Enables one field, as the caller's request does.
  public static void enable(
      Jdbi jdbi, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, Instant now) {
    new FieldEnableStore(jdbi).enable(owner, leafUser, fieldId, now);
  }
}
