package io.headland.server.platform.config;

import static io.headland.server.platform.config.Parsers.address;
import static io.headland.server.platform.config.Parsers.blankOr;
import static io.headland.server.platform.config.Parsers.duration;
import static io.headland.server.platform.config.Parsers.email;
import static io.headland.server.platform.config.Parsers.folder;
import static io.headland.server.platform.config.Parsers.folderOrBucket;
import static io.headland.server.platform.config.Parsers.listOf;
import static io.headland.server.platform.config.Parsers.listenAddress;
import static io.headland.server.platform.config.Parsers.oneOf;
import static io.headland.server.platform.config.Parsers.oneWord;
import static io.headland.server.platform.config.Parsers.pathPrefix;
import static io.headland.server.platform.config.Parsers.text;
import static io.headland.server.platform.config.Parsers.wholeNumber;
import static io.headland.server.platform.config.Parsers.yesOrNo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// All keys, in the order in which they are listed.
public final class Settings {
  public static final Setting<String> HOST =
      open("host", "127.0.0.1", oneWord(), "address to listen on");
  public static final Setting<Integer> PORT =
      open("port", "8080", wholeNumber(0, 65_535), "TCP port to listen on; 0 selects a free one");
  public static final Setting<String> PUBLIC_URL =
      open("public-url", "", blankOr(address()), "base address that clients see");
  public static final Setting<Duration> SHUTDOWN_GRACE =
      open(
          "shutdown.grace",
          "10s",
          duration("0s", "10m"),
          "time limit for requests in progress after a stop was requested");
  public static final Setting<Integer> HTTP_MAX_CONNECTIONS =
      open(
          "http.max-connections",
          "1024",
          wholeNumber(16, 100_000),
          "open connections; beyond it the one that has waited longest is closed");
  public static final Setting<Integer> HTTP_MAX_CONNECTIONS_PER_ADDRESS =
      open(
          "http.max-connections-per-address",
          "256",
          wholeNumber(1, 100_000),
          "the same for one client address; trusted proxies are exempt");
  public static final Setting<Integer> HTTP_MAX_REQUESTS =
      open(
          "http.max-requests",
          "512",
          wholeNumber(8, 10_000),
          "requests in progress, separately with and without a token; beyond it 503");
  public static final Setting<Duration> HTTP_HEADER_TIMEOUT =
      open(
          "http.header-timeout",
          "10s",
          duration("1s", "5m"),
          "from the first byte of a request to the end of its header section");
  public static final Setting<Duration> HTTP_BODY_TIMEOUT =
      open(
          "http.body-timeout",
          "30s",
          duration("1s", "10m"),
          "time limit for receiving a request body");
  public static final Setting<Duration> HTTP_IDLE_TIMEOUT =
      open(
          "http.idle-timeout",
          "30s",
          duration("1s", "1h"),
          "longest time without a byte before a connection is closed");
  public static final Setting<List<Network>> HTTP_TRUSTED_PROXIES =
      open(
          "http.trusted-proxies",
          "",
          listOf(Network::parse),
          "networks (CIDR) of proxies whose X-Forwarded-* and Forwarded headers are evaluated");
  public static final Setting<String> HTTP_PATH_PREFIX =
      open(
          "http.path-prefix",
          "",
          blankOr(pathPrefix()),
          "prefix of the paths of requests, if a proxy passes them on unchanged");
  public static final Setting<String> METRICS_ADDRESS =
      open(
          "metrics.address",
          "",
          blankOr(listenAddress()),
          "address and port for /metrics; blank: with everything else");
  public static final Setting<Path> DATA_DIR =
      open("data-dir", "data", folder(), "folder for the master key and the embedded database");

  public static final Setting<String> DATABASE_URL =
      open(
          "database.url",
          "",
          text(),
          "JDBC URL of a PostgreSQL 14 or later; blank for the embedded one");
  public static final Setting<String> DATABASE_USER =
      open("database.user", "", text(), "user name for database.url");
  public static final Setting<Secret> DATABASE_PASSWORD =
      secret("database.password", "with which password");
  public static final Setting<String> DATABASE_READ_URL =
      open(
          "database.read-url",
          "",
          text(),
          "JDBC URL of a standby for reads that may be a second old; blank for none");
  public static final Setting<String> DATABASE_READ_USER =
      open("database.read-user", "", text(), "user name for database.read-url, if it differs");
  public static final Setting<Secret> DATABASE_READ_PASSWORD =
      secret("database.read-password", "password for database.read-url, if it differs");
  public static final Setting<Integer> DATABASE_POOL_SIZE =
      open("database.pool-size", "16", wholeNumber(2, 200), "largest number of open connections");
  public static final Setting<Duration> DATABASE_CONNECTION_TIMEOUT =
      open(
          "database.connection-timeout",
          "3s",
          duration("250ms", "1m"),
          "how long a request waits for a connection before it is answered 503");

  public static final Setting<Duration> DATABASE_LOGIN_TIMEOUT =
      open(
          "database.login-timeout",
          "10s",
          duration("1s", "5m"),
          "time limit for a new connection, including the login");
  public static final Setting<Duration> DATABASE_STATEMENT_TIMEOUT =
      open(
          "database.statement-timeout",
          "30s",
          duration("0s", "1h"),
          "time limit of a statement; 0s for the setting of the database");
  public static final Setting<Duration> DATABASE_SOCKET_TIMEOUT =
      open(
          "database.socket-timeout",
          "45s",
          duration("1s", "2h"),
          "time without a response of the database after which a connection counts as lost");
  public static final Setting<Duration> DATABASE_RESTART_LIMIT =
      open(
          "database.restart-limit",
          "10m",
          duration("1s", "7d"),
          "time limit for restarting an embedded PostgreSQL before the server exits");

  public static final Setting<String> OWNER_EMAIL =
      open(
          "owner.email",
          "",
          blankOr(email()),
          "e-mail of the first API owner, created when the database contains none");
  public static final Setting<Secret> OWNER_PASSWORD =
      secret("owner.password", "its password; if blank, one is generated and printed once");

  public static final Setting<List<String>> OWNER_OPERATORS =
      open(
          "owner.operators",
          "",
          listOf(email()),
          "e-mails of API owners that can read the state of the installation");

  public static final Setting<Duration> TOKENS_LIFETIME =
      open("tokens.lifetime", "24h", duration("1m", "365d"), "lifetime of an id_token");
  public static final Setting<Duration> TOKENS_REMEMBER_ME_LIFETIME =
      open(
          "tokens.remember-me-lifetime",
          "30d",
          duration("1m", "365d"),
          "lifetime of an id_token requested with rememberMe");

  public static final Setting<Boolean> LEAF_STRICT =
      open(
          "leaf.strict",
          "false",
          yesOrNo(),
          "follow Leaf's documentation exactly where the default differs from it");

  public static final Setting<Boolean> LEAF_USERS_OMIT_EMPTY =
      open(
          "leaf-users.omit-empty",
          "false",
          yesOrNo(),
          "omit values from responses that a Leaf user does not have");
  public static final Setting<Boolean> LEAF_USERS_UNIQUE_EXTERNAL_ID =
      open(
          "leaf-users.unique-external-id",
          "false",
          yesOrNo(),
          "reject a second Leaf user with the same externalId");

  public static final Setting<Boolean> CREDENTIALS_REVEAL_SECRETS =
      open(
          "credentials.reveal-secrets",
          "false",
          yesOrNo(),
          "return credentials with unmasked secrets, as Leaf does");
  public static final Setting<Boolean> CREDENTIALS_REPLACE_EXISTING =
      open(
          "credentials.replace-existing",
          "true",
          yesOrNo(),
          "a second credential for a provider replaces the first; if false, it is rejected");
  public static final Setting<Duration> CREDENTIALS_EVENT_RETENTION =
      open(
          "credentials.event-retention",
          "30d",
          duration("1h", "3650d"),
          "retention of the events of a credential");
  public static final Setting<Duration> CREDENTIALS_REFRESH_WAIT =
      open(
          "credentials.refresh-wait",
          "5s",
          duration("0s", "5m"),
          "how long a request waits for another node that refreshes the same grant");
  public static final Setting<Duration> CREDENTIALS_UNRESOLVED_REFRESH_WAIT =
      open(
          "credentials.unresolved-refresh-wait",
          "10m",
          duration("0s", "1d"),
          "how long a refresh token is not sent after a node stopped responding during its"
              + " refresh");

  public static final Setting<Duration> SYNC_FOREGROUND_WAIT =
      open(
          "sync.foreground-wait",
          "15s",
          duration("0s", "5m"),
          "how long a request waits for a sync, which continues after the response");
  public static final Setting<Duration> SYNC_LEASE =
      open(
          "sync.lease",
          "45s",
          duration("1s", "1h"),
          "time without a heartbeat after which another node takes over");

  public static final Setting<Duration> SYNC_INTERVAL =
      open(
          "sync.interval",
          "24h",
          duration("1m", "30d"),
          "each account is synced at least this often");
  public static final Setting<Duration> SYNC_FULL_INTERVAL =
      open(
          "sync.full-interval",
          "7d",
          duration("1m", "365d"),
          "each organization is read in full at least this often, even if the provider reports no"
              + " changes");
  public static final Setting<Integer> SYNC_PARALLELISM =
      open(
          "sync.parallelism",
          "16",
          wholeNumber(1, 256),
          "tasks that this node executes concurrently: readings of organizations, regular syncs,"
              + " conversions of files");
  public static final Setting<Duration> SYNC_POLL =
      open(
          "sync.poll",
          "1s",
          duration("10ms", "1m"),
          "interval at which this node checks for due tasks");
  public static final Setting<Duration> SYNC_RETENTION =
      open(
          "sync.retention",
          "30d",
          duration("1h", "3650d"),
          "retention of growers, farms and fields removed from lists and counts, and of sync runs");

  public static final Setting<Duration> EVENTS_RETENTION =
      open("events.retention", "30d", duration("1h", "3650d"), "retention of events in the feed");
  public static final Setting<Duration> EVENTS_PUBLISH_INTERVAL =
      open(
          "events.publish-interval",
          "250ms",
          duration("10ms", "1m"),
          "interval at which this node publishes events");

  public static final Setting<String> NOTIFICATIONS_PUBLIC_URL =
      open(
          "notifications.public-url",
          "",
          blankOr(address()),
          "base address at which providers reach this server for notifications; blank for none");
  public static final Setting<Duration> NOTIFICATIONS_DEBOUNCE =
      open(
          "notifications.debounce",
          "30s",
          duration("0s", "1h"),
          "how long notifications about an account are collected before it is read");

  public static final Setting<List<Network>> WEBHOOKS_ALLOWED_NETWORKS =
      open(
          "webhooks.allowed-networks",
          "",
          listOf(Network::parse),
          "networks (CIDR, separated by commas) that webhooks may call although they are not"
              + " public");
  public static final Setting<List<Duration>> WEBHOOKS_RETRY_SCHEDULE =
      open(
          "webhooks.retry-schedule",
          "5s,5m,30m,2h,5h,10h,14h,20h,24h",
          listOf(duration("1ms", "30d")),
          "delays between a failed attempt and the next");
  public static final Setting<Duration> WEBHOOKS_TIMEOUT =
      open(
          "webhooks.timeout",
          "15s",
          duration("100ms", "1m"),
          "time limit of one call to a webhook, including the response");
  public static final Setting<Integer> WEBHOOKS_PARALLELISM =
      open(
          "webhooks.parallelism",
          "128",
          wholeNumber(1, 2_000),
          "webhooks that this node calls concurrently");
  public static final Setting<Integer> WEBHOOKS_POSTS_AT_ONCE =
      open("webhooks.posts-at-once", "16", wholeNumber(1, 256), "concurrent calls to one webhook");
  public static final Setting<Duration> WEBHOOKS_DISABLE_AFTER =
      open(
          "webhooks.disable-after",
          "5d",
          duration("1m", "365d"),
          "a webhook that failed for this time without a success is disabled");
  public static final Setting<Duration> WEBHOOKS_RETENTION =
      open(
          "webhooks.retention",
          "30d",
          duration("1h", "3650d"),
          "retention of attempts, and of abandoned events");
  public static final Setting<Duration> WEBHOOKS_POLL =
      open(
          "webhooks.poll",
          "1s",
          duration("10ms", "1m"),
          "interval at which this node checks for webhooks that are due");
  public static final Setting<Duration> WEBHOOKS_LEASE =
      open(
          "webhooks.lease",
          "10s",
          duration("1s", "1h"),
          "time without a heartbeat after which another node takes over a webhook");

  public static final Setting<Duration> PROVIDERS_CONNECT_TIMEOUT =
      open(
          "providers.connect-timeout",
          "5s",
          duration("100ms", "5m"),
          "time limit for a connection to a provider");
  public static final Setting<Duration> PROVIDERS_REQUEST_TIMEOUT =
      open(
          "providers.request-timeout",
          "30s",
          duration("100ms", "30m"),
          "time limit of one call to a provider");

  public static final Setting<Integer> PROVIDERS_CALLS_PER_SECOND =
      open(
          "providers.calls-per-second",
          "50",
          wholeNumber(0, 100_000),
          "calls per second for each provider application, over all nodes; 0 for no limit");

  public static final Setting<URI> JOHN_DEERE_STAGE_URL =
      open(
          "john-deere.stage-url",
          "https://sandboxapi.deere.com/platform",
          address(),
          "John Deere's API for credentials of the environment STAGE");
  public static final Setting<URI> JOHN_DEERE_PRODUCTION_URL =
      open(
          "john-deere.production-url",
          "https://api.deere.com/platform",
          address(),
          "John Deere's API for credentials of the environment PRODUCTION");
  public static final Setting<URI> JOHN_DEERE_TOKEN_URL =
      open(
          "john-deere.token-url",
          "https://signin.johndeere.com/oauth2/aus78tnlaysMraFhC1t7/v1/token",
          address(),
          "John Deere's token endpoint");
  public static final Setting<URI> JOHN_DEERE_AUTHORIZE_URL =
      open(
          "john-deere.authorize-url",
          "https://signin.johndeere.com/oauth2/aus78tnlaysMraFhC1t7/v1/authorize",
          address(),
          "where growers sign in at John Deere");
  public static final Setting<URI> JOHN_DEERE_CONNECTIONS_URL =
      open(
          "john-deere.connections-url",
          "https://connections.deere.com",
          address(),
          "where growers connect John Deere organizations");
  public static final Setting<URI> JOHN_DEERE_EQUIPMENT_URL =
      open(
          "john-deere.equipment-url",
          "https://equipmentapi.deere.com/isg",
          address(),
          "John Deere's equipment API");

  public static final Setting<URI> TRIMBLE_API_URL =
      open(
          "trimble.api-url",
          "https://cloud.api.trimble.com/Trimble-Ag-Software/externalApi/3.0",
          address(),
          "Trimble's Ag Data API");
  public static final Setting<URI> TRIMBLE_TOKEN_URL =
      open(
          "trimble.token-url",
          "https://id.trimble.com/oauth/token",
          address(),
          "Trimble's token endpoint");
  public static final Setting<URI> TRIMBLE_AUTHORIZE_URL =
      open(
          "trimble.authorize-url",
          "https://id.trimble.com/oauth/authorize",
          address(),
          "where growers sign in at Trimble");
  public static final Setting<URI> TRIMBLE_CONNECTIONS_URL =
      open(
          "trimble.connections-url",
          "https://www.trimbleag.com/ThirdPartyAccess/ThirdPartyAuthorizationRedirect",
          address(),
          "where growers tick Trimble organizations");

  public static final Setting<String> MACHINE_FILES_FOLDER =
      open(
          "machine-files.folder",
          "",
          blankOr(folderOrBucket()),
          "folder or S3 bucket of machine files; blank: machine-files in data-dir");
  public static final Setting<Integer> MACHINE_FILES_MAX_UPLOAD =
      open(
          "machine-files.max-upload",
          "3072",
          wholeNumber(1, 1_048_576),
          "size limit of an uploaded archive in MiB");
  public static final Setting<Integer> MACHINE_FILES_FREE_SPACE =
      open(
          "machine-files.free-space",
          "512",
          wholeNumber(0, 999_999_999),
          "disk space in MiB that uploads leave free");
  public static final Setting<Integer> MACHINE_FILES_MAX_MEMORY =
      open(
          "machine-files.max-memory",
          "256",
          wholeNumber(64, 1_048_576),
          "memory in MiB that the conversion of machine files uses besides the heap");
  public static final Setting<Boolean> MACHINE_FILES_READ_OPERATIONS =
      open(
          "machine-files.read-operations",
          "true",
          yesOrNo(),
          "whether the field operations of selected organizations are read from providers");

  public static final Setting<Duration> MACHINE_FILES_BATCH_RETENTION =
      open(
          "machine-files.batch-retention",
          "30d",
          duration("1h", "3650d"),
          "retention of uploaded archives of which no file could be converted");

  public static final Setting<String> CONNECT_PUBLIC_URL =
      open(
          "connect.public-url",
          "",
          blankOr(address()),
          "base address of the connect pages, as seen by growers and providers");

  public static final Setting<String> LOG_FORMAT =
      open("log.format", "text", oneOf("text", "json"), "text, or json: one object in each line");
  public static final Setting<String> LOG_LEVEL =
      open(
          "log.level",
          "info",
          oneOf("debug", "info", "warn", "error"),
          "log level: messages of this level and above");

  /// All settings.
  public static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          PUBLIC_URL,
          SHUTDOWN_GRACE,
          HTTP_MAX_CONNECTIONS,
          HTTP_MAX_CONNECTIONS_PER_ADDRESS,
          HTTP_MAX_REQUESTS,
          HTTP_HEADER_TIMEOUT,
          HTTP_BODY_TIMEOUT,
          HTTP_IDLE_TIMEOUT,
          HTTP_TRUSTED_PROXIES,
          HTTP_PATH_PREFIX,
          METRICS_ADDRESS,
          DATA_DIR,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          DATABASE_READ_URL,
          DATABASE_READ_USER,
          DATABASE_READ_PASSWORD,
          DATABASE_POOL_SIZE,
          DATABASE_CONNECTION_TIMEOUT,
          DATABASE_LOGIN_TIMEOUT,
          DATABASE_STATEMENT_TIMEOUT,
          DATABASE_SOCKET_TIMEOUT,
          DATABASE_RESTART_LIMIT,
          OWNER_EMAIL,
          OWNER_PASSWORD,
          OWNER_OPERATORS,
          TOKENS_LIFETIME,
          TOKENS_REMEMBER_ME_LIFETIME,
          LEAF_STRICT,
          LEAF_USERS_OMIT_EMPTY,
          LEAF_USERS_UNIQUE_EXTERNAL_ID,
          CREDENTIALS_REVEAL_SECRETS,
          CREDENTIALS_REPLACE_EXISTING,
          CREDENTIALS_EVENT_RETENTION,
          CREDENTIALS_REFRESH_WAIT,
          CREDENTIALS_UNRESOLVED_REFRESH_WAIT,
          SYNC_FOREGROUND_WAIT,
          SYNC_LEASE,
          SYNC_INTERVAL,
          SYNC_FULL_INTERVAL,
          SYNC_PARALLELISM,
          SYNC_POLL,
          SYNC_RETENTION,
          NOTIFICATIONS_PUBLIC_URL,
          NOTIFICATIONS_DEBOUNCE,
          EVENTS_RETENTION,
          EVENTS_PUBLISH_INTERVAL,
          WEBHOOKS_ALLOWED_NETWORKS,
          WEBHOOKS_RETRY_SCHEDULE,
          WEBHOOKS_TIMEOUT,
          WEBHOOKS_PARALLELISM,
          WEBHOOKS_POSTS_AT_ONCE,
          WEBHOOKS_DISABLE_AFTER,
          WEBHOOKS_RETENTION,
          WEBHOOKS_POLL,
          WEBHOOKS_LEASE,
          PROVIDERS_CONNECT_TIMEOUT,
          PROVIDERS_REQUEST_TIMEOUT,
          PROVIDERS_CALLS_PER_SECOND,
          JOHN_DEERE_STAGE_URL,
          JOHN_DEERE_PRODUCTION_URL,
          JOHN_DEERE_TOKEN_URL,
          JOHN_DEERE_AUTHORIZE_URL,
          JOHN_DEERE_CONNECTIONS_URL,
          JOHN_DEERE_EQUIPMENT_URL,
          TRIMBLE_API_URL,
          TRIMBLE_TOKEN_URL,
          TRIMBLE_AUTHORIZE_URL,
          TRIMBLE_CONNECTIONS_URL,
          MACHINE_FILES_FOLDER,
          MACHINE_FILES_MAX_UPLOAD,
          MACHINE_FILES_FREE_SPACE,
          MACHINE_FILES_MAX_MEMORY,
          MACHINE_FILES_READ_OPERATIONS,
          MACHINE_FILES_BATCH_RETENTION,
          CONNECT_PUBLIC_URL,
          LOG_FORMAT,
          LOG_LEVEL);

  private Settings() {}

  private static <T> Setting<T> open(
      String path, String fallback, Setting.Parser<T> parser, String meaning) {
    return new Setting<>(path, fallback, false, parser, meaning);
  }

  private static Setting<Secret> secret(String path, String meaning) {
    return new Setting<>(path, "", true, Parsers.secret(), meaning);
  }
}
