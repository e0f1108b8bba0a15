package io.headland.server.core.apiowner;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.headland.server.platform.config.Secret;

/// Passwords as Argon2id hashes, at the cost that OWASP recommends (19 MiB, two passes, parallelism
/// 1). Each check uses its memory until it ends: [HashingQueue] bounds the number of concurrent
/// ones.
final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int BYTES = 32;

  private Passwords() {}

  static String hash(Secret password) {
    return function().hash(password.reveal()).getResult();
  }

  static boolean matches(Secret password, String hash) {
    return Argon2Function.getInstanceFromHash(hash).check(password.reveal(), hash);
  }

  /// Created on first use, because it allocates its memory permanently.
  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, BYTES, Argon2.ID);
  }
}
