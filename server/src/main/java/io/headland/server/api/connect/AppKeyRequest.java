package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKey;
import io.headland.server.core.connect.AppKeyName;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.provider.ApplicationShape;
import io.headland.server.provider.CredentialField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A posted app key, validated against the fields of its provider's applications. Other keys are
/// ignored.
record AppKeyRequest(
    Map<String, String> settings, Map<String, Secret> secrets, List<String> scopes) {
  /// The characters permitted in a scope (RFC 6749, 3.3).
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

  /// A complete app key.
  static AppKeyRequest of(ApplicationShape shape, ObjectNode json) {
    return read(shape.fields(), BodyReader.of("appKey", json));
  }

  /// A change of a stored app key: a complete one or, if the provider supports it, an addition to
  /// it.
  static AppKeyRequest replacing(ApplicationShape shape, AppKey stored, ObjectNode json) {
    BodyReader body = BodyReader.of("appKey", json);
    boolean addition =
        !shape.additions().isEmpty()
            && shape.fields().stream().noneMatch(field -> body.has(field.name()));
    return addition ? read(shape.additions(), body).over(stored) : read(shape.fields(), body);
  }

  AppKey toAppKey(UUID id, AppKeyName name, Instant createdAt) {
    return new AppKey(id, name, settings, secrets, scopes, createdAt);
  }

  private AppKeyRequest over(AppKey stored) {
    Map<String, String> allSettings = new TreeMap<>(stored.settings());
    allSettings.putAll(settings);
    Map<String, Secret> allSecrets = new TreeMap<>(stored.secrets());
    allSecrets.putAll(secrets);
    return new AppKeyRequest(allSettings, allSecrets, scopes.isEmpty() ? stored.scopes() : scopes);
  }

  private static AppKeyRequest read(List<CredentialField> fields, BodyReader body) {
    Map<String, String> settings = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    for (CredentialField field : fields) {
      String value = body.requiredText(field.name());
      if (field.secret()) {
        secrets.put(field.name(), Secret.of(value));
      } else {
        settings.put(field.name(), value);
      }
    }
    List<String> scopes = body.texts("scopes");
    if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      body.fail("scopes", "Scopes");
    }
    body.refuseInvalid();
    return new AppKeyRequest(settings, secrets, scopes);
  }
}
