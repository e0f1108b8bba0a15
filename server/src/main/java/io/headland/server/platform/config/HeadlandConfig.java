package io.headland.server.platform.config;

/// All settings in effect. docs/configuration.md describes each key.
public record HeadlandConfig(
    HttpConfig http,
    DataConfig data,
    DatabaseConfig database,
    OwnerConfig owner,
    TokenConfig tokens,
    LeafConfig leaf,
    LeafUserConfig leafUsers,
    CredentialConfig credentials,
    SyncConfig sync,
    NotificationConfig notifications,
    EventConfig events,
    WebhookConfig webhooks,
    ProviderHttpConfig providerHttp,
    JohnDeereConfig johnDeere,
    TrimbleConfig trimble,
    ConnectConfig connect,
    LogConfig log) {

  /// The base address of the connect pages; blank for the address of the server.
  public String connectUrl() {
    return connect.publicUrl().isBlank() ? http.publicUrl() : connect.publicUrl();
  }
}
