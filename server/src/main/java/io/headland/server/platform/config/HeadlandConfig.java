package io.headland.server.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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
    MachineFileConfig machineFiles,
    BatchConfig batches,
    ConnectConfig connect,
    LogConfig log) {

  /// The folder of the file store, or of its temporary files if the store is a bucket.
  public Path machineFileFolder() {
    return machineFiles.folder().isBlank() || S3Location.isMeantBy(machineFiles.folder())
        ? data.dir().resolve("machine-files")
        : Path.of(machineFiles.folder());
  }

  /// The base address of the connect pages; blank for the address of the server.
  public String connectUrl() {
    return connect.publicUrl().isBlank() ? http.publicUrl() : connect.publicUrl();
  }

  /// Uploaded archives.
  ///
  /// @param retention of those of which no file could be converted
  public record BatchConfig(Duration retention) {}

  /// The pages on which growers connect accounts.
  ///
  /// @param publicUrl their base address as seen by growers and providers, without a trailing
  ///   slash; blank when it is that of the API
  public record ConnectConfig(String publicUrl) {}

  /// Rules for Leaf users.
  ///
  /// @param uniqueExternalId reject a second Leaf user of one API owner with the same `externalId`
  /// @param omitEmpty omit values and credentials from responses that are not set
  public record LeafUserConfig(boolean uniqueExternalId, boolean omitEmpty) {}

  /// The treatment of provider credentials.
  ///
  /// @param revealSecrets return secrets unmasked, as Leaf does
  /// @param replaceExisting a second credential for the same provider replaces the first; otherwise
  ///   it is rejected with `credentialAlreadyExists`
  /// @param eventRetention retention of the recorded calls to a provider
  /// @param refreshWait how long a request waits for another node that refreshes the same grant
  /// @param unresolvedRefreshWait how long a refresh token is not sent after a node stopped
  ///   responding during its refresh: the token may have been used, and its successor may be in
  ///   that node's data folder
  public record CredentialConfig(
      boolean revealSecrets,
      boolean replaceExisting,
      Duration eventRetention,
      Duration refreshWait,
      Duration unresolvedRefreshWait) {}

  /// Compatibility with Leaf's API.
  ///
  /// @param strict follow Leaf's documentation exactly where the default differs from it
  public record LeafConfig(boolean strict) {}

  /// The lifetimes of an `id_token`.
  public record TokenConfig(Duration lifetime, Duration rememberMeLifetime) {}

  /// The storage and publication of events.
  ///
  /// @param retention of events in the feed
  /// @param publishInterval at which a node publishes events
  public record EventConfig(Duration retention, Duration publishInterval) {}

  /// Limits of calls to providers.
  ///
  /// @param callsPerSecond for each provider application, over all nodes; 0 for no limit
  public record ProviderHttpConfig(
      Duration connectTimeout, Duration requestTimeout, int callsPerSecond) {}

  /// The data folder: embedded database and master key.
  public record DataConfig(Path dir) {}

  /// Logging.
  ///
  /// @param format `json` (one object in each line) or `text`
  /// @param level `debug`, `info`, `warn` or `error`
  public record LogConfig(String format, String level) {}

  /// API owners in the settings.
  ///
  /// @param email of the first API owner, created when the database contains none; generated when
  ///   blank
  /// @param password of the first API owner; generated when blank
  /// @param operators emails of API owners that can read the state of the installation
  public record OwnerConfig(String email, Secret password, List<String> operators) {
    public OwnerConfig {
      operators = List.copyOf(operators);
    }
  }

  /// Notifications of providers.
  ///
  /// @param publicUrl base address at which a provider can reach this server, without a trailing
  ///   slash; blank when it cannot, so that there are no subscriptions
  /// @param debounce how long notifications of an account are collected before the records are read
  public record NotificationConfig(String publicUrl, Duration debounce) {
    public boolean isOn() {
      return !publicUrl.isBlank();
    }
  }

  /// Syncs of accounts.
  ///
  /// @param foregroundWait how long a request waits for a run, which continues after the response
  /// @param lease how long a run or a refresh belongs to a node without a heartbeat
  /// @param interval between syncs of an account, at most
  /// @param fullInterval between full readings of an organization, at most, even if the provider
  ///   reports no changes
  /// @param parallelism tasks that one node executes concurrently
  /// @param poll interval at which a node checks for due tasks
  /// @param retention of rows that were removed from lists and counts
  public record SyncConfig(
      Duration foregroundWait,
      Duration lease,
      Duration interval,
      Duration fullInterval,
      int parallelism,
      Duration poll,
      Duration retention) {}

  /// Trimble's addresses.
  ///
  /// @param apiUrl base of the Ag Data API, with its version
  /// @param tokenUrl OAuth 2 token endpoint
  /// @param authorizeUrl page for sign-in and consent
  /// @param connectionsUrl page for authorizing organizations
  public record TrimbleConfig(URI apiUrl, URI tokenUrl, URI authorizeUrl, URI connectionsUrl) {}

  /// John Deere's addresses.
  ///
  /// @param stageUrl API base for credentials with `clientEnvironment` `STAGE`
  /// @param productionUrl API base for `PRODUCTION`
  /// @param tokenUrl OAuth 2 token endpoint, the same for both
  /// @param authorizeUrl page for sign-in and consent
  /// @param connectionsUrl page for connecting organizations
  /// @param equipmentUrl base of the equipment API, for both environments
  public record JohnDeereConfig(
      URI stageUrl,
      URI productionUrl,
      URI tokenUrl,
      URI authorizeUrl,
      URI connectionsUrl,
      URI equipmentUrl) {}
}
