package io.headland.demo.scenario;

/// A credential that an API owner attaches to a Leaf user. Its string form omits the secrets.
public record ProviderCredential(String clientKey, String clientSecret, String refreshToken) {
  @Override
  public String toString() {
    return clientKey;
  }
}
