package io.headland.server.core.connect;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.Digests;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Texts of 256 random bits that prove an identity: the token of a link, the session of a browser,
/// the state and the verifier of a sign-in.
public final class LinkToken {
  private static final int BYTES = 32;

  private LinkToken() {}

  public static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(base64(bytes));
  }

  /// The stored form of the text. It requires no salt, because 256 bits cannot be guessed.
  public static byte[] hash(Secret token) {
    return Digests.sha256(token.reveal());
  }

  /// The SHA-256 of a text in the encoding of a PKCE challenge.
  public static String challenge(String text) {
    return base64(Digests.sha256(text));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
