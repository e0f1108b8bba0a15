package io.headland.server.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;

/// The key with which secrets are encrypted at rest: a Tink key set in a file of the data folder.
///
/// Nodes that share a database require the same file. Without it every stored provider secret is
/// lost.
public final class MasterKey {
  public static final String FILE = "master-key.json";

  private final KeysetHandle keys;
  private final Aead aead;
  private final boolean created;

  private MasterKey(KeysetHandle keys, boolean created) throws GeneralSecurityException {
    this.keys = keys;
    this.aead = keys.getPrimitive(AeadConfig2026.get(), Aead.class);
    this.created = created;
  }

  /// Reads the key file of a data folder, or creates one when the folder has none.
  ///
  /// @throws StartupException when the file is damaged, or readable by other users
  public static MasterKey loadOrCreate(Path dataDir) {
    Path file = dataDir.resolve(FILE);
    try {
      boolean created = !Files.exists(file) && create(file);
      if (OwnerOnly.isExposed(file)) {
        throw new StartupException(
            "The master key %s can be read by users other than its owner: run 'chmod 600' on it, and treat the key as disclosed to them."
                .formatted(file));
      }
      return new MasterKey(read(file), created);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartupException(
          "The master key %s cannot be used: restore the file from a backup, or remove it if no credential was stored yet."
              .formatted(file),
          e);
    }
  }

  /// All keys: the one that encrypts and those that only decrypt.
  public KeysetHandle keys() {
    return keys;
  }

  public Aead aead() {
    return aead;
  }

  /// Id of the key that encrypts; stored with each ciphertext.
  public int primaryKeyId() {
    return keys.getPrimary().getId();
  }

  /// Whether the file has the key with this id.
  public boolean holds(int keyId) {
    return IntStream.range(0, keys.size()).anyMatch(i -> keys.getAt(i).getId() == keyId);
  }

  /// Whether this start created the key.
  public boolean isNew() {
    return created;
  }

  private static boolean create(Path file) throws IOException, GeneralSecurityException {
    KeysetHandle fresh =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
    return OwnerOnly.writeNew(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            fresh, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
  }

  private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }
}
