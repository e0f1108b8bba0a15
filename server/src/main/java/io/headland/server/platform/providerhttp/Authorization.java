package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.platform.config.Secret;
import java.util.Base64;

/// Values of the `Authorization` header.
public final class Authorization {
  private Authorization() {}

  public static Secret basic(String name, Secret password) {
    String pair = name + ":" + password.reveal();
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  public static Secret bearer(Secret token) {
    return Secret.of("Bearer " + token.reveal());
  }
}
