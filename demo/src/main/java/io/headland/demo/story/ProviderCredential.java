package io.headland.demo.story;

/// What an API owner attaches to a Leaf user. Prints without the secrets.
public record ProviderCredential(String clientKey, String clientSecret, String refreshToken) {
  @Override
  public String toString() {
    return clientKey;
  }
}
