package io.headland.server.apiowner;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.headland.server.config.Secret;
import java.util.concurrent.Semaphore;

/// Passwords as Argon2id hashes, at the cost that OWASP recommends (19 MiB, two passes, one lane).
final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int BYTES = 32;

  /// Each check holds its memory for as long as it lasts; more at once than this would only be
  /// slower.
  private static final int AT_ONCE = 2;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  String hash(Secret password) throws InterruptedException {
    turns.acquire();
    try {
      return function().hash(password.reveal()).getResult();
    } finally {
      turns.release();
    }
  }

  boolean matches(Secret password, String hash) throws InterruptedException {
    turns.acquire();
    try {
      return Argon2Function.getInstanceFromHash(hash).check(password.reveal(), hash);
    } finally {
      turns.release();
    }
  }

  /// Made when it is first needed: it allocates its memory at once and keeps it.
  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, BYTES, Argon2.ID);
  }
}
