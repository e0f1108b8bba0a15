package io.headland.server.core.credential;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.RowCipher;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Encrypts the secrets of a credential, or of another row with secrets, so that they can be
/// decrypted only for their row: the associated data contains the API owner, the row and the key.
public final class CredentialCipher {
  private final RowCipher cipher;

  /// A cipher with the master key.
  ///
  /// @param keyId the key with which new secrets are encrypted; stored with them
  public CredentialCipher(Aead aead, String keyId) {
    this.cipher = new RowCipher(aead, keyId);
  }

  /// Secrets in their stored form.
  public static final class Sealed {
    private final byte[] bytes;
    private final String keyId;

    public Sealed(byte[] bytes, String keyId) {
      this.bytes = bytes.clone();
      this.keyId = keyId;
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    public String keyId() {
      return keyId;
    }
  }

  public Sealed seal(ApiOwnerId owner, CredentialId credential, Map<String, Secret> secrets) {
    return seal(owner, credential.value(), secrets);
  }

  /// Encrypts the secrets of a row.
  ///
  /// @param row its unique id
  public Sealed seal(ApiOwnerId owner, UUID row, Map<String, Secret> secrets) {
    Map<String, String> clear = new TreeMap<>();
    secrets.forEach((name, secret) -> clear.put(name, secret.reveal()));
    byte[] bytes = Json.MAPPER.writeValueAsBytes(clear);
    return new Sealed(cipher.encrypt(name(owner, row), bytes), cipher.keyId());
  }

  /// The secrets; empty when they cannot be decrypted: they were changed, or belong to another row.
  Optional<Map<String, Secret>> open(ApiOwnerId owner, CredentialId credential, Sealed sealed) {
    return open(owner, credential.value(), sealed);
  }

  /// The secrets of a row; empty when they cannot be decrypted.
  public Optional<Map<String, Secret>> open(ApiOwnerId owner, UUID row, Sealed sealed) {
    return cipher
        .decrypt(name(owner, row), sealed.bytes(), sealed.keyId())
        .map(CredentialCipher::secrets);
  }

  private static Map<String, Secret> secrets(byte[] clear) {
    Map<String, Secret> secrets = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(clear).properties()) {
      secrets.put(entry.getKey(), Secret.of(entry.getValue().stringValue()));
    }
    return secrets;
  }

  private static String name(ApiOwnerId owner, UUID row) {
    return owner + "|" + row;
  }
}
