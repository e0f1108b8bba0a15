package io.headland.server.engine.webhook;

import io.headland.server.core.webhook.SigningSecrets;
import io.headland.server.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The headers of Standard Webhooks 1.0: the id of the message and the time of the attempt are
/// signed together with the body, once with each secret.
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static Map<String, String> headers(
      String messageId, Instant now, String body, SigningSecrets secrets) {
    long timestamp = now.getEpochSecond();
    String signed = messageId + "." + timestamp + "." + body;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", messageId);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        secrets.all().stream()
            .map(secret -> "v1," + base64(key(secret), signed))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  /// The HMAC-SHA256 of a text, in base64.
  public static String base64(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is required of every Java platform", e);
    }
  }

  /// The text after `whsec_` is base64; a secret in any other form is used as text, including one
  /// with nothing after it, since keys must not be empty.
  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    if (text.startsWith(SigningSecrets.PREFIX)) {
      try {
        byte[] decoded = Base64.getDecoder().decode(text.substring(SigningSecrets.PREFIX.length()));
        if (decoded.length > 0) {
          return decoded;
        }
      } catch (IllegalArgumentException _) {
        // Not base64: used as text.
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
