package io.headland.server.platform.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// Encrypts a value of a row so that it can be decrypted only as the value of that row: the
/// associated data is the name of the row and the id of the key, separated by `|`.
public final class RowCipher {
  private final Aead aead;
  private final String keyId;

  /// A cipher with the master key.
  ///
  /// @param keyId the key with which new values are encrypted
  public RowCipher(Aead aead, String keyId) {
    this.aead = aead;
    this.keyId = keyId;
  }

  /// The key with which new values are encrypted; it is stored with them.
  public String keyId() {
    return keyId;
  }

  /// Encrypts a value.
  ///
  /// @param row a name that is unique among the rows of all tables
  public byte[] encrypt(String row, byte[] clear) {
    try {
      return aead.encrypt(clear, associatedData(row, keyId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  public byte[] encrypt(String row, Secret secret) {
    return encrypt(row, secret.reveal().getBytes(UTF_8));
  }

  /// Decrypts a value.
  ///
  /// @return empty when the value was changed or belongs to another row or key. Which of these is
  ///   not reported, because it would help an attacker.
  public Optional<byte[]> decrypt(String row, byte[] encrypted, String encryptedWith) {
    try {
      return Optional.of(aead.decrypt(encrypted, associatedData(row, encryptedWith)));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /// Decrypts a text.
  ///
  /// @return empty as for [#decrypt]
  public Optional<Secret> decryptSecret(String row, byte[] encrypted, String encryptedWith) {
    return decrypt(row, encrypted, encryptedWith).map(clear -> Secret.of(new String(clear, UTF_8)));
  }

  private static byte[] associatedData(String row, String keyId) {
    return (row + "|" + keyId).getBytes(UTF_8);
  }
}
