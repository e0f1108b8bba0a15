package io.headland.server.core.connect;

import io.headland.server.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    return sha256(token.reveal());
  }

  /// The SHA-256 of a text in the form that PKCE gives a challenge.
  public static String challenge(String text) {
    return base64(sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
