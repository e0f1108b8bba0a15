package io.headland.server.provider.johndeere;

import io.headland.server.provider.CredentialField;
import io.headland.server.provider.CredentialShape;
import java.util.List;

/// The fields of a John Deere credential.
final class JohnDeereCredential {
  static final String CLIENT_KEY = "clientKey";
  static final String CLIENT_SECRET = "clientSecret";
  static final String REFRESH_TOKEN = "refreshToken";
  static final String ENVIRONMENT = "clientEnvironment";
  static final String STAGE = "STAGE";
  static final String PRODUCTION = "PRODUCTION";

  static final CredentialShape SHAPE =
      new CredentialShape(
          "john-deere-credentials",
          "johnDeereCredentials",
          CLIENT_KEY,
          List.of(
              CredentialField.plain(CLIENT_KEY),
              CredentialField.secret(CLIENT_SECRET),
              CredentialField.secret(REFRESH_TOKEN),
              CredentialField.choice(ENVIRONMENT, STAGE, List.of(STAGE, PRODUCTION))));

  private JohnDeereCredential() {}
}
