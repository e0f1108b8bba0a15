package io.headland.server.platform.config;

import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.DatabaseConfig.StandbyConfig;
import io.headland.server.platform.config.GivenValues.GivenValue;
import io.headland.server.platform.config.HeadlandConfig.BatchConfig;
import io.headland.server.platform.config.HeadlandConfig.ConnectConfig;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.config.HeadlandConfig.DataConfig;
import io.headland.server.platform.config.HeadlandConfig.EventConfig;
import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafUserConfig;
import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.HeadlandConfig.OwnerConfig;
import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.config.HeadlandConfig.TokenConfig;
import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
import io.headland.server.platform.config.HttpConfig.HttpLimits;
import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import io.headland.server.platform.config.Loading.ConfigProblem;
import io.headland.server.platform.config.Loading.EffectiveSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Assembles the configuration: defaults, overridden by the file, by environment variables, and by
/// command-line options.
public final class ConfigLoader {
  public static final String FILE = "headland.properties";

  private final Map<String, String> environment;
  private final Path workingFolder;

  public ConfigLoader(Map<String, String> environment, Path workingFolder) {
    this.environment = environment;
    this.workingFolder = workingFolder;
  }

  /// Reads all sources, and reports all errors together.
  ///
  /// @param namedFile the file given on the command line
  /// @param options settings given on the command line, by key
  public Loading load(Optional<Path> namedFile, Map<String, String> options) {
    List<ConfigProblem> problems = new ArrayList<>();
    var given = new GivenValues(problems);
    findFile(namedFile).ifPresent(file -> given.override(PropertiesFile.read(file, problems)));
    given.override(EnvironmentVariables.read(environment, problems));
    given.override(
        options.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    option -> new GivenValue(option.getValue(), "option --" + option.getKey()))));
    HeadlandConfig config = build(given);
    SafetyRules.check(config, given);
    if (!problems.isEmpty()) {
      return new Loading.Rejected(List.copyOf(problems));
    }
    List<EffectiveSetting> settings =
        Settings.ALL.stream()
            .map(setting -> EffectiveSetting.of(setting, given.of(setting)))
            .toList();
    return new Loading.Accepted(config, settings, SafetyRules.warnings(config, given));
  }

  private Optional<Path> findFile(Optional<Path> namedFile) {
    return namedFile
        .or(
            () ->
                Optional.ofNullable(environment.get(EnvironmentVariables.CONFIG_FILE))
                    .filter(name -> !name.isBlank())
                    .map(Path::of))
        .map(workingFolder::resolve)
        .or(() -> Optional.of(workingFolder.resolve(FILE)).filter(Files::exists));
  }

  private static HeadlandConfig build(GivenValues given) {
    return new HeadlandConfig(
        new HttpConfig(
            given.parse(Settings.HOST),
            given.parse(Settings.PORT),
            given.parse(Settings.SHUTDOWN_GRACE),
            given.parse(Settings.PUBLIC_URL),
            new HttpLimits(
                given.parse(Settings.HTTP_MAX_CONNECTIONS),
                given.parse(Settings.HTTP_MAX_CONNECTIONS_PER_ADDRESS),
                given.parse(Settings.HTTP_MAX_REQUESTS),
                given.parse(Settings.HTTP_HEADER_TIMEOUT),
                given.parse(Settings.HTTP_BODY_TIMEOUT),
                given.parse(Settings.HTTP_IDLE_TIMEOUT)),
            new ProxyConfig(
                given.parse(Settings.HTTP_TRUSTED_PROXIES), given.parse(Settings.HTTP_PATH_PREFIX)),
            given.parse(Settings.METRICS_ADDRESS)),
        new DataConfig(given.parse(Settings.DATA_DIR)),
        new DatabaseConfig(
            given.parse(Settings.DATABASE_URL),
            given.parse(Settings.DATABASE_USER),
            given.parse(Settings.DATABASE_PASSWORD),
            given.parse(Settings.DATABASE_POOL_SIZE),
            given.parse(Settings.DATABASE_CONNECTION_TIMEOUT),
            new DatabaseLimits(
                given.parse(Settings.DATABASE_LOGIN_TIMEOUT),
                given.parse(Settings.DATABASE_STATEMENT_TIMEOUT),
                given.parse(Settings.DATABASE_SOCKET_TIMEOUT),
                given.parse(Settings.DATABASE_RESTART_LIMIT)),
            new StandbyConfig(
                given.parse(Settings.DATABASE_READ_URL),
                given.parse(Settings.DATABASE_READ_USER),
                given.parse(Settings.DATABASE_READ_PASSWORD))),
        new OwnerConfig(
            given.parse(Settings.OWNER_EMAIL),
            given.parse(Settings.OWNER_PASSWORD),
            given.parse(Settings.OWNER_OPERATORS)),
        new TokenConfig(
            given.parse(Settings.TOKENS_LIFETIME),
            given.parse(Settings.TOKENS_REMEMBER_ME_LIFETIME)),
        new LeafConfig(given.parse(Settings.LEAF_STRICT)),
        new LeafUserConfig(
            given.parse(Settings.LEAF_USERS_UNIQUE_EXTERNAL_ID),
            given.parse(Settings.LEAF_USERS_OMIT_EMPTY)),
        new CredentialConfig(
            given.parse(Settings.CREDENTIALS_REVEAL_SECRETS),
            given.parse(Settings.CREDENTIALS_REPLACE_EXISTING),
            given.parse(Settings.CREDENTIALS_EVENT_RETENTION),
            given.parse(Settings.CREDENTIALS_REFRESH_WAIT),
            given.parse(Settings.CREDENTIALS_UNRESOLVED_REFRESH_WAIT)),
        new SyncConfig(
            given.parse(Settings.SYNC_FOREGROUND_WAIT),
            given.parse(Settings.SYNC_LEASE),
            given.parse(Settings.SYNC_INTERVAL),
            given.parse(Settings.SYNC_FULL_INTERVAL),
            given.parse(Settings.SYNC_PARALLELISM),
            given.parse(Settings.SYNC_POLL),
            given.parse(Settings.SYNC_RETENTION)),
        new NotificationConfig(
            given.parse(Settings.NOTIFICATIONS_PUBLIC_URL),
            given.parse(Settings.NOTIFICATIONS_DEBOUNCE)),
        new EventConfig(
            given.parse(Settings.EVENTS_RETENTION), given.parse(Settings.EVENTS_PUBLISH_INTERVAL)),
        new WebhookConfig(
            given.parse(Settings.WEBHOOKS_ALLOWED_NETWORKS),
            given.parse(Settings.WEBHOOKS_RETRY_SCHEDULE),
            given.parse(Settings.WEBHOOKS_TIMEOUT),
            given.parse(Settings.WEBHOOKS_PARALLELISM),
            given.parse(Settings.WEBHOOKS_POSTS_AT_ONCE),
            given.parse(Settings.WEBHOOKS_DISABLE_AFTER),
            given.parse(Settings.WEBHOOKS_RETENTION),
            given.parse(Settings.WEBHOOKS_POLL),
            given.parse(Settings.WEBHOOKS_LEASE)),
        new ProviderHttpConfig(
            given.parse(Settings.PROVIDERS_CONNECT_TIMEOUT),
            given.parse(Settings.PROVIDERS_REQUEST_TIMEOUT),
            given.parse(Settings.PROVIDERS_CALLS_PER_SECOND)),
        new JohnDeereConfig(
            given.parse(Settings.JOHN_DEERE_STAGE_URL),
            given.parse(Settings.JOHN_DEERE_PRODUCTION_URL),
            given.parse(Settings.JOHN_DEERE_TOKEN_URL),
            given.parse(Settings.JOHN_DEERE_AUTHORIZE_URL),
            given.parse(Settings.JOHN_DEERE_CONNECTIONS_URL),
            given.parse(Settings.JOHN_DEERE_EQUIPMENT_URL)),
        new TrimbleConfig(
            given.parse(Settings.TRIMBLE_API_URL),
            given.parse(Settings.TRIMBLE_TOKEN_URL),
            given.parse(Settings.TRIMBLE_AUTHORIZE_URL),
            given.parse(Settings.TRIMBLE_CONNECTIONS_URL)),
        new MachineFileConfig(
            given.parse(Settings.MACHINE_FILES_FOLDER),
            given.parse(Settings.MACHINE_FILES_MAX_UPLOAD),
            given.parse(Settings.MACHINE_FILES_FREE_SPACE),
            given.parse(Settings.MACHINE_FILES_MAX_MEMORY),
            given.parse(Settings.MACHINE_FILES_READ_OPERATIONS)),
        new BatchConfig(given.parse(Settings.MACHINE_FILES_BATCH_RETENTION)),
        new ConnectConfig(given.parse(Settings.CONNECT_PUBLIC_URL)),
        new LogConfig(given.parse(Settings.LOG_FORMAT), given.parse(Settings.LOG_LEVEL)));
  }
}
