package io.headland.server.platform.config;

import static io.headland.server.platform.config.Parsers.address;
import static io.headland.server.platform.config.Parsers.blankOr;
import static io.headland.server.platform.config.Parsers.duration;
import static io.headland.server.platform.config.Parsers.email;
import static io.headland.server.platform.config.Parsers.folder;
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

/// Every key there is, in the order in which they are listed for people.
public final class Settings {
  public static final Setting<String> HOST =
      open("host", "127.0.0.1", oneWord(), "address to listen on");
  public static final Setting<Integer> PORT =
      open("port", "8080", wholeNumber(0, 65_535), "TCP port to listen on; 0 takes a free one");
  public static final Setting<String> PUBLIC_URL =
      open("public-url", "", blankOr(address()), "base address that clients see");
  public static final Setting<Duration> SHUTDOWN_GRACE =
      open(
          "shutdown.grace",
          "10s",
          duration("0s", "10m"),
          "how long requests under way may take after a stop was asked for");
  public static final Setting<Integer> HTTP_MAX_CONNECTIONS =
      open(
          "http.max-connections",
          "1024",
          wholeNumber(16, 100_000),
          "connections open at a time; beyond it the one that has waited longest is closed");
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
          "requests in progress at a time, with and without a token each; beyond it 503");
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
          "how long a request body may take to arrive");
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
          "networks (CIDR) of proxies whose X-Forwarded-* and Forwarded headers are believed");
  public static final Setting<String> HTTP_PATH_PREFIX =
      open(
          "http.path-prefix",
          "",
          blankOr(pathPrefix()),
          "what the paths of requests begin with, where a proxy passes them on unchanged");
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
      open("database.user", "", text(), "who logs in at database.url");
  public static final Setting<Secret> DATABASE_PASSWORD =
      secret("database.password", "with which password");
  public static final Setting<Integer> DATABASE_POOL_SIZE =
      open("database.pool-size", "16", wholeNumber(2, 200), "most connections held at once");
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
          "how long a new connection may take, with the login");
  public static final Setting<Duration> DATABASE_STATEMENT_TIMEOUT =
      open(
          "database.statement-timeout",
          "30s",
          duration("0s", "1h"),
          "how long a statement may run; 0s for the setting of the database");
  public static final Setting<Duration> DATABASE_SOCKET_TIMEOUT =
      open(
          "database.socket-timeout",
          "45s",
          duration("1s", "2h"),
          "how long to wait for an answer of the database before a connection counts as lost");
  public static final Setting<Duration> DATABASE_RESTART_LIMIT =
      open(
          "database.restart-limit",
          "10m",
          duration("1s", "7d"),
          "how long to try to restart an embedded PostgreSQL that ended before the server exits");

  public static final Setting<String> OWNER_EMAIL =
      open(
          "owner.email",
          "",
          blankOr(email()),
          "e-mail of the first API owner, created when the database holds none");
  public static final Setting<Secret> OWNER_PASSWORD =
      secret("owner.password", "its password; blank makes one up and prints it once");

  public static final Setting<List<String>> OWNER_OPERATORS =
      open(
          "owner.operators",
          "",
          listOf(email()),
          "e-mails of API owners that see the state of the whole installation");

  public static final Setting<Duration> TOKENS_LIFETIME =
      open("tokens.lifetime", "24h", duration("1m", "365d"), "how long an id_token is good for");
  public static final Setting<Duration> TOKENS_REMEMBER_ME_LIFETIME =
      open(
          "tokens.remember-me-lifetime",
          "30d",
          duration("1m", "365d"),
          "how long one asked for with rememberMe is good for");

  public static final Setting<Boolean> LEAF_STRICT =
      open(
          "leaf.strict",
          "false",
          yesOrNo(),
          "follow Leaf's documentation to the letter where the default departs from it");

  public static final Setting<Boolean> LEAF_USERS_OMIT_EMPTY =
      open(
          "leaf-users.omit-empty",
          "false",
          yesOrNo(),
          "leave out of answers what a Leaf user does not have");
  public static final Setting<Boolean> LEAF_USERS_UNIQUE_EXTERNAL_ID =
      open(
          "leaf-users.unique-external-id",
          "false",
          yesOrNo(),
          "refuse a second Leaf user with the same externalId");

  public static final Setting<Boolean> CREDENTIALS_REVEAL_SECRETS =
      open(
          "credentials.reveal-secrets",
          "false",
          yesOrNo(),
          "answer credentials with their secrets in clear, as Leaf does, instead of masked");
  public static final Setting<Boolean> CREDENTIALS_REPLACE_EXISTING =
      open(
          "credentials.replace-existing",
          "true",
          yesOrNo(),
          "a second credential for a provider replaces the first; false refuses it");
  public static final Setting<Duration> CREDENTIALS_EVENT_RETENTION =
      open(
          "credentials.event-retention",
          "30d",
          duration("1h", "3650d"),
          "how long the events of a credential are kept");
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
          "how long a caller waits for a sync; past that it goes on without the caller");
  public static final Setting<Duration> SYNC_LEASE =
      open(
          "sync.lease",
          "45s",
          duration("1s", "1h"),
          "after what time without a sign of life another node takes over");

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
          "each organization is read in full at least this often, whatever the provider says");
  public static final Setting<Integer> SYNC_PARALLELISM =
      open(
          "sync.parallelism",
          "16",
          wholeNumber(1, 256),
          "organizations that this node reads at a time");
  public static final Setting<Duration> SYNC_POLL =
      open(
          "sync.poll",
          "1s",
          duration("10ms", "1m"),
          "how often this node looks for work that other nodes left");
  public static final Setting<Duration> SYNC_RETENTION =
      open(
          "sync.retention",
          "30d",
          duration("1h", "3650d"),
          "how long growers, farms and fields are kept that left lists and counts, and sync runs");

  public static final Setting<Duration> EVENTS_RETENTION =
      open(
          "events.retention",
          "30d",
          duration("1h", "3650d"),
          "how long the feed of events keeps them");
  public static final Setting<Duration> EVENTS_PUBLISH_INTERVAL =
      open(
          "events.publish-interval",
          "250ms",
          duration("10ms", "1m"),
          "how often this node looks for events to publish");

  public static final Setting<String> NOTIFICATIONS_PUBLIC_URL =
      open(
          "notifications.public-url",
          "",
          blankOr(address()),
          "base address at which providers reach this server to tell of changes; blank for never");
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
          "the pauses between one failed attempt at an event and the next");
  public static final Setting<Duration> WEBHOOKS_TIMEOUT =
      open(
          "webhooks.timeout",
          "15s",
          duration("100ms", "1m"),
          "how long one call to a webhook may take, with the whole answer");
  public static final Setting<Integer> WEBHOOKS_PARALLELISM =
      open(
          "webhooks.parallelism",
          "128",
          wholeNumber(1, 2_000),
          "webhooks that this node calls at a time");
  public static final Setting<Integer> WEBHOOKS_POSTS_AT_ONCE =
      open("webhooks.posts-at-once", "16", wholeNumber(1, 256), "calls to one webhook at a time");
  public static final Setting<Duration> WEBHOOKS_DISABLE_AFTER =
      open(
          "webhooks.disable-after",
          "5d",
          duration("1m", "365d"),
          "a webhook that failed for so long without one success is disabled");
  public static final Setting<Duration> WEBHOOKS_RETENTION =
      open(
          "webhooks.retention",
          "30d",
          duration("1h", "3650d"),
          "how long attempts are kept, and events that were given up");
  public static final Setting<Duration> WEBHOOKS_POLL =
      open(
          "webhooks.poll",
          "1s",
          duration("10ms", "1m"),
          "how often this node looks for webhooks that are due");
  public static final Setting<Duration> WEBHOOKS_LEASE =
      open(
          "webhooks.lease",
          "10s",
          duration("1s", "1h"),
          "after what time without a sign of life another node takes a webhook over");

  public static final Setting<Duration> PROVIDERS_CONNECT_TIMEOUT =
      open(
          "providers.connect-timeout",
          "5s",
          duration("100ms", "5m"),
          "how long a connection to a provider may take");
  public static final Setting<Duration> PROVIDERS_REQUEST_TIMEOUT =
      open(
          "providers.request-timeout",
          "30s",
          duration("100ms", "30m"),
          "how long one call to a provider may take");

  public static final Setting<Integer> PROVIDERS_CALLS_PER_SECOND =
      open(
          "providers.calls-per-second",
          "50",
          wholeNumber(0, 100_000),
          "most calls a second for each provider application, over all nodes; 0 for no limit");

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

  public static final Setting<String> CONNECT_PUBLIC_URL =
      open(
          "connect.public-url",
          "",
          blankOr(address()),
          "base address of the connect pages, as growers and providers see it");

  public static final Setting<String> LOG_FORMAT =
      open("log.format", "text", oneOf("text", "json"), "text, or json: one object a line");
  public static final Setting<String> LOG_LEVEL =
      open(
          "log.level",
          "info",
          oneOf("debug", "info", "warn", "error"),
          "what is logged: this and what is graver");

  /// All of the above.
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
          TRIMBLE_API_URL,
          TRIMBLE_TOKEN_URL,
          TRIMBLE_AUTHORIZE_URL,
          TRIMBLE_CONNECTIONS_URL,
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
