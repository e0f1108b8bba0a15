package io.headland.server.core.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import java.security.GeneralSecurityException;

/// Encrypts a secret so that it opens only in its own row.
public final class SubscriptionCipher {
  private final Aead aead;
  private final String keyId;

  /// A cipher under the master key.
  ///
  /// @param keyId the master key that new secrets are encrypted with; stored beside them
  public SubscriptionCipher(Aead aead, String keyId) {
    this.aead = aead;
    this.keyId = keyId;
  }

  String keyId() {
    return keyId;
  }

  /// Encrypts a secret.
  ///
  /// @param row what the secret belongs to
  byte[] seal(String row, Secret secret) {
    try {
      return aead.encrypt(secret.reveal().getBytes(UTF_8), boundTo(row, keyId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  /// Opens a secret.
  ///
  /// @return a blank one when it does not open: then nothing that is shown is equal to it
  Secret open(String row, byte[] sealed, String sealedWith) {
    try {
      return Secret.of(new String(aead.decrypt(sealed, boundTo(row, sealedWith)), UTF_8));
    } catch (GeneralSecurityException _) {
      // Why is never said: whoever changed the row would learn from it.
      return Secret.of("");
    }
  }

  private static byte[] boundTo(String row, String keyId) {
    return ("notice|" + row + "|" + keyId).getBytes(UTF_8);
  }
}
