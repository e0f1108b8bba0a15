package io.headland.server.provider.trimble;

/// The fields of a Trimble credential that are required for calls.
final class TrimbleCredential {
  static final String CLIENT_ID = "clientId";
  static final String CLIENT_SECRET = "clientSecret";
  static final String REFRESH_TOKEN = "refreshToken";

  private TrimbleCredential() {}
}
