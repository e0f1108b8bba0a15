package io.headland.server.core.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.Digests;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Texts of 256 random bits that somebody proves something by: the token of a link, the session of
/// a browser, the state and the verifier of a sign-in.
public final class LinkToken {
  private static final int BYTES = 32;

  private LinkToken() {}

  public static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(base64(bytes));
  }

  /// What is stored in the place of the text. It needs no salt: nobody guesses 256 bits.
  public static byte[] hash(Secret token) {
    return Digests.sha256(token.reveal());
  }

  /// The SHA-256 of a text in the form that PKCE gives a challenge.
  public static String challenge(String text) {
    return base64(Digests.sha256(text));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
