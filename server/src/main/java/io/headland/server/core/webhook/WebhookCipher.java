package io.headland.server.core.webhook;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.WebhookId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// Encrypts the secret of an endpoint so that it opens only in its own row: the associated data
/// names the API owner, the endpoint and the key.
public final class WebhookCipher {
  private final Aead aead;
  private final String keyId;

  public WebhookCipher(Aead aead, String keyId) {
    this.aead = aead;
    this.keyId = keyId;
  }

  /// The key that new secrets are encrypted with; stored beside them.
  String keyId() {
    return keyId;
  }

  byte[] seal(ApiOwnerId owner, WebhookId id, Secret secret) {
    try {
      return aead.encrypt(
          secret.reveal().getBytes(StandardCharsets.UTF_8), boundTo(owner, id, keyId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  Secret open(ApiOwnerId owner, WebhookId id, byte[] sealed, String keyId) {
    try {
      byte[] clear = aead.decrypt(sealed, boundTo(owner, id, keyId));
      return Secret.of(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException _) {
      // Why is never said: whoever changed the row would learn from it.
      throw new IllegalStateException("The secret of webhook " + id + " does not open");
    }
  }

  private static byte[] boundTo(ApiOwnerId owner, WebhookId id, String keyId) {
    return ("webhook|" + owner + "|" + id + "|" + keyId).getBytes(StandardCharsets.UTF_8);
  }
}
