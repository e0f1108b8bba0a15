package io.headland.server.provider.johndeere;

/// The fields of a John Deere credential that are required for calls.
final class JohnDeereCredential {
  static final String CLIENT_KEY = "clientKey";
  static final String CLIENT_SECRET = "clientSecret";
  static final String REFRESH_TOKEN = "refreshToken";
  static final String ENVIRONMENT = "clientEnvironment";
  static final String STAGE = "STAGE";
  static final String PRODUCTION = "PRODUCTION";

  private JohnDeereCredential() {}
}
