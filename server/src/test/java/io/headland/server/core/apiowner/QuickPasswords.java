package io.headland.server.core.apiowner;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// API owners whose passwords have an Argon2id hash of the lowest cost. At the cost that the server
/// uses, computing and checking the hash takes up to half a second for each start of a server in a
/// test.
public final class QuickPasswords {
  private static final int MEMORY_KIB = 8;
  private static final int BYTES = 32;

  private QuickPasswords() {}

  /// Creates an API owner, or changes the password of the existing one with this email.
  public static void createOrReset(
      Jdbi jdbi, ApiOwnerId id, String email, Secret password, Instant now) {
    String hash =
        Argon2Function.getInstance(MEMORY_KIB, 1, 1, BYTES, Argon2.ID)
            .hash(password.reveal())
            .getResult();
    new ApiOwnerStore(jdbi).createOrReset(new ApiOwner(id, email, hash, 0), now);
  }
}
