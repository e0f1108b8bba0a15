package io.headland.server.core.credential;

import io.headland.server.core.credential.CredentialCipher.Sealed;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.CredentialId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.Provider;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Maps a row to a [Credential].
///
/// When the secrets cannot be decrypted, because the row was changed outside of Headland, the
/// credential has no secrets and is rejected by its provider. Other credentials are not affected,
/// and nothing is written: restoring the row restores the credential.
final class CredentialMapper {
  static final String COLUMNS =
      "c.id, c.leaf_user_id, c.provider, c.status, c.settings, c.secrets, c.key_id, c.scopes,"
          + " c.access_expires_at, c.token_version, c.created_at, "
          + CredentialFailureStore.COLUMNS;

  private static final Logger log = LoggerFactory.getLogger(CredentialMapper.class);

  /// The maximum number of logged credentials, to bound the log.
  private static final int MAX_REPORTED = 1_000;

  private final CredentialCipher cipher;
  private final Set<CredentialId> reported = ConcurrentHashMap.newKeySet();

  CredentialMapper(CredentialCipher cipher) {
    this.cipher = cipher;
  }

  Credential read(ApiOwnerId owner, ResultSet row) throws SQLException {
    CredentialId id = Columns.get(row, "id", CredentialId.class);
    Optional<Map<String, Secret>> secrets =
        cipher.open(owner, id, new Sealed(row.getBytes("secrets"), row.getString("key_id")));
    if (secrets.isEmpty()) {
      reportOnce(owner, id);
    }
    @Nullable Instant expires = Columns.find(row, "access_expires_at", Instant.class);
    return new Credential(
        id,
        Columns.get(row, "leaf_user_id", LeafUserId.class),
        Columns.get(row, "provider", Provider.class),
        secrets.isEmpty()
            ? CredentialStatus.UNAUTHENTICATED
            : Columns.get(row, "status", CredentialStatus.class),
        settings(row.getString("settings")),
        secrets.orElseGet(Map::of),
        texts(row.getArray("scopes")),
        expires == null ? Instant.EPOCH : expires,
        row.getLong("token_version"),
        Columns.get(row, "created_at", Instant.class),
        row.getString("kind") == null ? null : CredentialFailureMapper.read(row));
  }

  private void reportOnce(ApiOwnerId owner, CredentialId id) {
    if (reported.size() < MAX_REPORTED && reported.add(id)) {
      log.error(
          "The secrets of credential {} of API owner {} cannot be decrypted: its row was changed",
          id,
          owner);
    }
  }

  private static Map<String, String> settings(String json) {
    Map<String, String> settings = new TreeMap<>();
    Json.MAPPER
        .readTree(json)
        .forEachEntry((name, value) -> settings.put(name, value.stringValue()));
    return settings;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
