package io.headland.server.apiowner;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.headland.server.config.Secret;
import io.headland.server.id.ApiOwnerId;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// API owners whose passwords have an Argon2id hash of the lowest cost. At the cost that the server
/// chooses, computing and checking the hash takes up to half a second of each start of a server for
/// a test.
public final class QuickPasswords {
  private static final int MEMORY_KIB = 8;
  private static final int BYTES = 32;

  private QuickPasswords() {}

  /// Creates an API owner, or gives the one with this email another password.
  public static void createOrReset(
      Jdbi jdbi, ApiOwnerId id, String email, Secret password, Instant now) {
    String hash =
        Argon2Function.getInstance(MEMORY_KIB, 1, 1, BYTES, Argon2.ID)
            .hash(password.reveal())
            .getResult();
    new ApiOwnerStore(jdbi).createOrReset(new ApiOwner(id, email, hash, 0), now);
  }
}
