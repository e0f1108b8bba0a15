package io.headland.server.core.apiowner;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// Token keys in the database, encrypted with the master key, so that all nodes have the same ones.
public final class TokenKeyStore {
  private final Jdbi jdbi;
  private final Aead aead;
  private final String masterKeyId;

  public TokenKeyStore(Jdbi jdbi, Aead aead, String masterKeyId) {
    this.jdbi = jdbi;
    this.aead = aead;
    this.masterKeyId = masterKeyId;
  }

  /// Stores the key unless there is one: if two nodes start concurrently, there is one key.
  void insertFirst(TokenKey key, Instant now) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("lock table token_key in share row exclusive mode");
          handle
              .createUpdate(
                  """
                  insert into token_key (id, key_id, secret, created_at)
                  select :id, :keyId, :secret, :now
                   where not exists (select from token_key)
                  """)
              .bind("id", key.id())
              .bind("keyId", masterKeyId)
              .bind("secret", encrypt(key))
              .bind("now", now)
              .execute();
        });
  }

  /// All keys, the newest first.
  List<TokenKey> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id, key_id, secret from token_key order by created_at desc, id desc")
                .map(this::read)
                .list());
  }

  Optional<TokenKey> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id, key_id, secret from token_key where id = :id")
                .bind("id", id)
                .map(this::read)
                .findOne());
  }

  private TokenKey read(ResultSet row, StatementContext context) throws SQLException {
    String id = row.getString("id");
    try {
      byte[] secret = aead.decrypt(row.getBytes("secret"), boundTo(id, row.getString("key_id")));
      return new TokenKey(id, new SecretKeySpec(secret, Tokens.HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Token key " + id + " cannot be decrypted with the master key", e);
    }
  }

  private byte[] encrypt(TokenKey key) {
    try {
      return aead.encrypt(key.secret().getEncoded(), boundTo(key.id(), masterKeyId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key cannot encrypt", e);
    }
  }

  private static byte[] boundTo(String id, String keyId) {
    return ("token-key|" + id + "|" + keyId).getBytes(StandardCharsets.UTF_8);
  }

  /// A key that signs tokens: HMAC with SHA-512.
  record TokenKey(String id, SecretKey secret) {
    @Override
    public String toString() {
      return "TokenKey[" + id + "]";
    }
  }
}
