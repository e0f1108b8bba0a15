package io.headland.bench.soak.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Verifies signatures of Standard Webhooks 1.0.
///
/// Libraries of Standard Webhooks also reject timestamps that differ from the receiver's clock;
/// here the clocks of the servers are set on purpose, and the timestamp is checked separately.
public final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SECRET = "whsec_";
  private static final String VERSION = "v1,";

  private WebhookSignature() {}

  /// Whether one of the signatures is that of the message.
  ///
  /// @param secret `whsec_` and the key in base64
  /// @param signatures value of `webhook-signature`: separated by blanks, each with its version
  public static boolean isValid(
      String secret, String id, String timestamp, String body, String signatures) {
    byte[] expected = compute(secret, id + "." + timestamp + "." + body);
    return Arrays.stream(signatures.split(" "))
        .filter(signature -> signature.startsWith(VERSION))
        .map(signature -> signature.substring(VERSION.length()))
        .anyMatch(
            signature ->
                MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] compute(String secret, String signed) {
    byte[] key = Base64.getDecoder().decode(secret.substring(SECRET.length()));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Base64.getEncoder().encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is required of every Java platform", e);
    }
  }
}
