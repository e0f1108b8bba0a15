package io.headland.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.DatabaseConfig.DatabaseLimits;
import io.headland.server.platform.config.DatabaseConfig.StandbyConfig;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// For each record of settings: what it is when nothing is given, and when everything is.
class ConfigRecordsTest {
  @TempDir Path folder;

  @Test
  void httpHasItsDefaults() {
    assertThat(defaults().http())
        .isEqualTo(new HttpConfig("127.0.0.1", 8080, Duration.ofSeconds(10), ""));
  }

  @Test
  void httpTakesEveryKey() {
    assertThat(
            from("""
            host = ::1
            port = 9000
            shutdown.grace = 500ms
            public-url = https://headland.example.com/api/
            http.max-connections = 99
            http.max-connections-per-address = 98
            http.max-requests = 97
            http.header-timeout = 2s
            http.body-timeout = 3s
            http.idle-timeout = 4s
            http.trusted-proxies = 10.0.0.0/8, ::1
            http.path-prefix = /api
            metrics.address = [::1]:9091
            """)
                .http())
        .isEqualTo(
            new HttpConfig(
                "::1",
                9000,
                Duration.ofMillis(500),
                "https://headland.example.com/api",
                new HttpLimits(
                    99,
                    98,
                    97,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4)),
                new ProxyConfig(List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")), "/api"),
                "[::1]:9091"));
  }

  @Test
  void dataHasItsDefaults() {
    assertThat(defaults().data()).isEqualTo(new DataConfig(Path.of("data")));
  }

  @Test
  void dataTakesEveryKey() {
    assertThat(from("data-dir = /var/lib/headland").data())
        .isEqualTo(new DataConfig(Path.of("/var/lib/headland")));
  }

  @Test
  void databaseHasItsDefaultsAndIsEmbedded() {
    DatabaseConfig database = defaults().database();
    assertThat(database)
        .isEqualTo(new DatabaseConfig("", "", Secret.of(""), 16, Duration.ofSeconds(3)));
    assertThat(database.isEmbedded()).isTrue();
  }

  @Test
  void databaseTakesEveryKey() {
    DatabaseConfig database =
        from("""
        database.url = jdbc:postgresql://db:5432/headland
        database.user = me
        database.password = s3cret
        database.read-url = jdbc:postgresql://standby:5432/headland
        database.read-user = reader
        database.read-password = r3ader
        database.pool-size = 40
        database.connection-timeout = 250ms
        database.login-timeout = 2s
        database.statement-timeout = 0s
        database.socket-timeout = 4s
        database.restart-limit = 1m
        """)
            .database();
    assertThat(database)
        .isEqualTo(
            new DatabaseConfig(
                "jdbc:postgresql://db:5432/headland",
                "me",
                Secret.of("s3cret"),
                40,
                Duration.ofMillis(250),
                new DatabaseLimits(
                    Duration.ofSeconds(2),
                    Duration.ZERO,
                    Duration.ofSeconds(4),
                    Duration.ofMinutes(1)),
                new StandbyConfig(
                    "jdbc:postgresql://standby:5432/headland", "reader", Secret.of("r3ader"))));
    assertThat(database.isEmbedded()).isFalse();
  }

  @Test
  void ownerHasItsDefaults() {
    assertThat(defaults().owner()).isEqualTo(new OwnerConfig("", Secret.of(""), List.of()));
  }

  @Test
  void ownerTakesEveryKey() {
    assertThat(
            from("""
            owner.email = a@b.example
            owner.password = twelve chars
            owner.operators = a@b.example, c@d.example
            """)
                .owner())
        .isEqualTo(
            new OwnerConfig(
                "a@b.example", Secret.of("twelve chars"), List.of("a@b.example", "c@d.example")));
  }

  @Test
  void tokensHaveTheirDefaults() {
    assertThat(defaults().tokens())
        .isEqualTo(new TokenConfig(Duration.ofHours(24), Duration.ofDays(30)));
  }

  @Test
  void tokensTakeEveryKey() {
    assertThat(from("tokens.lifetime = 15m\ntokens.remember-me-lifetime = 7d").tokens())
        .isEqualTo(new TokenConfig(Duration.ofMinutes(15), Duration.ofDays(7)));
  }

  @Test
  void leafUsersHaveTheirDefaults() {
    assertThat(defaults().leafUsers()).isEqualTo(new LeafUserConfig(false, false));
    assertThat(defaults().leaf()).isEqualTo(new LeafConfig(false));
  }

  @Test
  void leafUsersTakeEveryKey() {
    assertThat(
            from("leaf-users.unique-external-id = true\nleaf-users.omit-empty = true").leafUsers())
        .isEqualTo(new LeafUserConfig(true, true));
    assertThat(from("leaf.strict = true").leaf()).isEqualTo(new LeafConfig(true));
  }

  @Test
  void credentialsHaveTheirDefaults() {
    assertThat(defaults().credentials())
        .isEqualTo(
            new CredentialConfig(
                false, true, Duration.ofDays(30), Duration.ofSeconds(5), Duration.ofMinutes(10)));
  }

  @Test
  void credentialsTakeEveryKey() {
    assertThat(
            from("""
            credentials.reveal-secrets = true
            credentials.replace-existing = false
            credentials.event-retention = 90d
            credentials.refresh-wait = 2s
            credentials.unresolved-refresh-wait = 1h
            """)
                .credentials())
        .isEqualTo(
            new CredentialConfig(
                true, false, Duration.ofDays(90), Duration.ofSeconds(2), Duration.ofHours(1)));
  }

  @Test
  void syncHasItsDefaults() {
    assertThat(defaults().sync())
        .isEqualTo(
            new SyncConfig(
                Duration.ofSeconds(15),
                Duration.ofSeconds(45),
                Duration.ofHours(24),
                Duration.ofDays(7),
                16,
                Duration.ofSeconds(1),
                Duration.ofDays(30)));
  }

  @Test
  void syncTakesEveryKey() {
    assertThat(
            from("""
            sync.foreground-wait = 0s
            sync.lease = 1m
            sync.interval = 6h
            sync.full-interval = 2d
            sync.parallelism = 4
            sync.poll = 200ms
            sync.retention = 10d
            """)
                .sync())
        .isEqualTo(
            new SyncConfig(
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofHours(6),
                Duration.ofDays(2),
                4,
                Duration.ofMillis(200),
                Duration.ofDays(10)));
  }

  @Test
  void noticesAreOffByDefault() {
    assertThat(defaults().notifications())
        .isEqualTo(new NotificationConfig("", Duration.ofSeconds(30)));
    assertThat(defaults().notifications().isOn()).isFalse();
  }

  @Test
  void notificationsTakeEveryKey() {
    assertThat(
            from("notifications.public-url = https://acme.example/\nnotifications.debounce = 1m")
                .notifications())
        .isEqualTo(new NotificationConfig("https://acme.example", Duration.ofMinutes(1)));
  }

  @Test
  void eventsHaveTheirDefaults() {
    assertThat(defaults().events())
        .isEqualTo(new EventConfig(Duration.ofDays(30), Duration.ofMillis(250)));
  }

  @Test
  void eventsTakeEveryKey() {
    assertThat(from("events.retention = 7d\nevents.publish-interval = 1s").events())
        .isEqualTo(new EventConfig(Duration.ofDays(7), Duration.ofSeconds(1)));
  }

  @Test
  void webhooksHaveTheirDefaults() {
    assertThat(defaults().webhooks())
        .isEqualTo(
            new WebhookConfig(
                List.of(),
                List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
                Duration.ofSeconds(15),
                128,
                16,
                Duration.ofDays(5),
                Duration.ofDays(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
  }

  @Test
  void webhooksTakeEveryKey() {
    assertThat(
            from("""
            webhooks.allowed-networks = 10.0.0.0/8, fd00::/8
            webhooks.retry-schedule = 1s, 2m
            webhooks.timeout = 3s
            webhooks.parallelism = 4
            webhooks.posts-at-once = 5
            webhooks.disable-after = 6h
            webhooks.retention = 7d
            webhooks.poll = 80ms
            webhooks.lease = 9s
            """)
                .webhooks())
        .isEqualTo(
            new WebhookConfig(
                List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")),
                List.of(Duration.ofSeconds(1), Duration.ofMinutes(2)),
                Duration.ofSeconds(3),
                4,
                5,
                Duration.ofHours(6),
                Duration.ofDays(7),
                Duration.ofMillis(80),
                Duration.ofSeconds(9)));
  }

  @Test
  void providersHaveTheirDefaults() {
    assertThat(defaults().providerHttp())
        .isEqualTo(new ProviderHttpConfig(Duration.ofSeconds(5), Duration.ofSeconds(30), 50));
  }

  @Test
  void providersTakeEveryKey() {
    assertThat(
            from("""
            providers.connect-timeout = 1s
            providers.request-timeout = 40s
            providers.calls-per-second = 7
            """)
                .providerHttp())
        .isEqualTo(new ProviderHttpConfig(Duration.ofSeconds(1), Duration.ofSeconds(40), 7));
  }

  @Test
  void johnDeereHasItsDefaults() {
    assertThat(defaults().johnDeere())
        .isEqualTo(
            new JohnDeereConfig(
                URI.create("https://sandboxapi.deere.com/platform"),
                URI.create("https://api.deere.com/platform"),
                URI.create("https://signin.johndeere.com/oauth2/aus78tnlaysMraFhC1t7/v1/token"),
                URI.create("https://signin.johndeere.com/oauth2/aus78tnlaysMraFhC1t7/v1/authorize"),
                URI.create("https://connections.deere.com"),
                URI.create("https://equipmentapi.deere.com/isg")));
  }

  @Test
  void trimbleHasItsDefaults() {
    assertThat(defaults().trimble())
        .isEqualTo(
            new TrimbleConfig(
                URI.create("https://cloud.api.trimble.com/Trimble-Ag-Software/externalApi/3.0"),
                URI.create("https://id.trimble.com/oauth/token"),
                URI.create("https://id.trimble.com/oauth/authorize"),
                URI.create(
                    "https://www.trimbleag.com/ThirdPartyAccess/ThirdPartyAuthorizationRedirect")));
  }

  @Test
  void trimbleTakesEveryKey() {
    assertThat(
            from("""
            trimble.api-url = http://127.0.0.1:9090/api
            trimble.token-url = http://127.0.0.1:9090/token
            trimble.authorize-url = http://127.0.0.1:9090/authorize
            trimble.connections-url = http://127.0.0.1:9090/organizations
            """)
                .trimble())
        .isEqualTo(
            new TrimbleConfig(
                URI.create("http://127.0.0.1:9090/api"),
                URI.create("http://127.0.0.1:9090/token"),
                URI.create("http://127.0.0.1:9090/authorize"),
                URI.create("http://127.0.0.1:9090/organizations")));
  }

  @Test
  void johnDeereTakesEveryKey() {
    assertThat(
            from("""
            john-deere.stage-url = http://127.0.0.1:9090/platform
            john-deere.production-url = http://localhost:9090/platform/
            john-deere.token-url = http://[::1]:9090/token
            john-deere.authorize-url = http://127.0.0.1:9090/authorize
            john-deere.connections-url = http://127.0.0.1:9090/
            john-deere.equipment-url = http://127.0.0.1:9090/isg
            """)
                .johnDeere())
        .isEqualTo(
            new JohnDeereConfig(
                URI.create("http://127.0.0.1:9090/platform"),
                URI.create("http://localhost:9090/platform"),
                URI.create("http://[::1]:9090/token"),
                URI.create("http://127.0.0.1:9090/authorize"),
                URI.create("http://127.0.0.1:9090"),
                URI.create("http://127.0.0.1:9090/isg")));
  }

  @Test
  void connectHasItsDefaults() {
    assertThat(defaults().connect()).isEqualTo(new ConnectConfig(""));
    assertThat(defaults().connectUrl()).isEmpty();
    assertThat(from("public-url = https://farm.example.com").connectUrl())
        .isEqualTo("https://farm.example.com");
  }

  @Test
  void connectTakesEveryKey() {
    HeadlandConfig config =
        from(
            "public-url = https://api.example.com\nconnect.public-url = https://farm.example.com/");
    assertThat(config.connect()).isEqualTo(new ConnectConfig("https://farm.example.com"));
    assertThat(config.connectUrl()).isEqualTo("https://farm.example.com");
  }

  @Test
  void logHasItsDefaults() {
    assertThat(defaults().log()).isEqualTo(new LogConfig("text", "info"));
  }

  @Test
  void logTakesEveryKey() {
    assertThat(from("log.format = json\nlog.level = debug").log())
        .isEqualTo(new LogConfig("json", "debug"));
  }

  @Test
  void machineFilesHaveTheirDefaults() {
    assertThat(defaults().machineFiles())
        .isEqualTo(new MachineFileConfig("", 3_072, 512, 256, true));
    assertThat(defaults().machineFileFolder()).isEqualTo(Path.of("data/machine-files"));
  }

  @Test
  void machineFilesTakeEveryKey() {
    HeadlandConfig config =
        from(
            """
            machine-files.folder = /srv/machine-files
            machine-files.max-upload = 10
            machine-files.free-space = 2000
            machine-files.max-memory = 128
            machine-files.read-operations = false
            """);
    assertThat(config.machineFiles())
        .isEqualTo(new MachineFileConfig("/srv/machine-files", 10, 2_000, 128, false));
    assertThat(config.machineFileFolder()).isEqualTo(Path.of("/srv/machine-files"));
    assertThat(config.machineFiles().maxUploadBytes()).isEqualTo(10_485_760);
    assertThat(config.machineFiles().freeSpaceBytes()).isEqualTo(2_097_152_000);
  }

  private HeadlandConfig defaults() {
    return new ConfigInput(folder).config();
  }

  private HeadlandConfig from(String file) {
    return new ConfigInput(folder).file(file).config();
  }
}
