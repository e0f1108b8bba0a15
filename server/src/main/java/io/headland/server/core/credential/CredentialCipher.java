package io.headland.server.core.credential;

import com.google.crypto.tink.Aead;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Encrypts the secrets of a credential, or of another row that has some, so that they open only in
/// their own row: the associated data names the API owner, the row and the key.
public final class CredentialCipher {
  private final Aead aead;
  private final String keyId;

  /// A cipher under the master key.
  ///
  /// @param keyId the key that new secrets are encrypted with; stored beside them
  public CredentialCipher(Aead aead, String keyId) {
    this.aead = aead;
    this.keyId = keyId;
  }

  /// Secrets as they are stored.
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
  /// @param row its id, which nothing else has
  public Sealed seal(ApiOwnerId owner, UUID row, Map<String, Secret> secrets) {
    Map<String, String> clear = new TreeMap<>();
    secrets.forEach((name, secret) -> clear.put(name, secret.reveal()));
    try {
      byte[] bytes = Json.MAPPER.writeValueAsBytes(clear);
      return new Sealed(aead.encrypt(bytes, boundTo(owner, row, keyId)), keyId);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  /// The secrets; empty when they do not open: they were changed, or belong into another row.
  Optional<Map<String, Secret>> open(ApiOwnerId owner, CredentialId credential, Sealed sealed) {
    return open(owner, credential.value(), sealed);
  }

  /// The secrets of a row; empty when they do not open.
  public Optional<Map<String, Secret>> open(ApiOwnerId owner, UUID row, Sealed sealed) {
    try {
      byte[] clear = aead.decrypt(sealed.bytes(), boundTo(owner, row, sealed.keyId()));
      Map<String, Secret> secrets = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : Json.MAPPER.readTree(clear).properties()) {
        secrets.put(entry.getKey(), Secret.of(entry.getValue().stringValue()));
      }
      return Optional.of(secrets);
    } catch (GeneralSecurityException _) {
      // Why is never said: whoever changed the row would learn from it.
      return Optional.empty();
    }
  }

  private static byte[] boundTo(ApiOwnerId owner, UUID row, String keyId) {
    return (owner + "|" + row + "|" + keyId).getBytes(StandardCharsets.UTF_8);
  }
}
