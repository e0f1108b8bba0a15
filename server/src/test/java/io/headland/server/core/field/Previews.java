package io.headland.server.core.field;

import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Actions of a caller on previews, for tests of other packages.
public final class Previews {
  private Previews() {}

  /// Enables one field with a request.
  public static void enable(
      Jdbi jdbi, ApiOwnerId owner, LeafUserId leafUser, UUID fieldId, Instant now) {
    new FieldEnableStore(jdbi).enable(owner, leafUser, fieldId, now);
  }
}
