package io.headland.server.core.webhook;

import io.headland.server.platform.config.Secret;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/// The secrets that sign messages to an endpoint: the current one and, for some time after a
/// change, the previous one.
///
/// @param all the current one first
public record SigningSecrets(List<Secret> all) {
  public static final String PREFIX = "whsec_";

  private static final int BYTES = 32;

  public SigningSecrets {
    all = List.copyOf(all);
  }

  public Secret current() {
    return all.getFirst();
  }

  /// Generates one, in the form of Standard Webhooks.
  public static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }
}
