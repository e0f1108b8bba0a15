package io.headland.server.api.credential;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.CredentialShape;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// A posted credential, validated against the shape of its provider. Other keys are ignored.
record CredentialRequest(Map<String, String> settings, Map<String, Secret> secrets) {

  static CredentialRequest of(CredentialShape shape, ObjectNode json) {
    BodyReader body = BodyReader.of(shape.userKey(), json);
    Map<String, String> settings = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    for (CredentialField field : shape.fields()) {
      String spelling = body.given(field.spellings());
      String value =
          field.isRequired()
              ? body.requiredText(spelling)
              : body.text(spelling).orElse(field.defaultValue());
      if (!field.allowed().isEmpty() && !field.allowed().contains(value)) {
        body.fail(spelling, "OneOf " + String.join(", ", field.allowed()));
      }
      if (field.secret()) {
        secrets.put(field.name(), Secret.of(value));
      } else {
        settings.put(field.name(), value);
      }
    }
    body.refuseInvalid();
    return new CredentialRequest(settings, secrets);
  }
}
