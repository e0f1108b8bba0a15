package io.headland.server.connect;

import io.headland.server.config.Secret;
import io.headland.server.http.BodyReader;
import io.headland.server.provider.Consent;
import io.headland.server.provider.CredentialField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A posted app key, checked against what its provider knows applications by. Other keys are
/// ignored.
record AppKeyRequest(
    Map<String, String> settings, Map<String, Secret> secrets, List<String> scopes) {
  /// What OAuth allows in a scope (RFC 6749, 3.3).
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

  static AppKeyRequest of(Consent consent, ObjectNode json) {
    BodyReader body = BodyReader.of("appKey", json);
    Map<String, String> settings = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    for (CredentialField field : consent.applicationFields()) {
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
