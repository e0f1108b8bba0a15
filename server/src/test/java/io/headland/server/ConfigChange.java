package io.headland.server;

import io.headland.server.config.CredentialConfig;
import io.headland.server.config.DatabaseConfig;
import io.headland.server.config.HeadlandConfig;
import io.headland.server.config.LeafConfig;
import io.headland.server.config.LeafUserConfig;
import io.headland.server.config.NoticeConfig;
import io.headland.server.config.SyncConfig;
import io.headland.server.config.UpstreamConfig;
import io.headland.server.config.WebhookConfig;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Other settings for a [ServerFixture].
public final class ConfigChange {
  private ConfigChange() {}

  /// Requests stand in line for a connection for long: for tests with more threads than
  /// connections.
  public static HeadlandConfig patient(HeadlandConfig config) {
    DatabaseConfig database = config.database();
    return new HeadlandConfig(
        config.http(),
        config.data(),
        new DatabaseConfig(
            database.url(), database.user(), database.password(), 12, Duration.ofSeconds(30)),
        config.owner(),
        config.tokens(),
        config.leaf(),
        config.leafUsers(),
        config.credentials(),
        config.sync(),
        config.notices(),
        config.events(),
        config.webhooks(),
        config.upstream(),
        config.johnDeere(),
        config.trimble(),
        config.connect(),
        config.log());
  }

  public static UnaryOperator<HeadlandConfig> leafUsers(LeafUserConfig leafUsers) {
    return config ->
        new HeadlandConfig(
            config.http(),
            config.data(),
            config.database(),
            config.owner(),
            config.tokens(),
            config.leaf(),
            leafUsers,
            config.credentials(),
            config.sync(),
            config.notices(),
            config.events(),
            config.webhooks(),
            config.upstream(),
            config.johnDeere(),
            config.trimble(),
            config.connect(),
            config.log());
  }

  public static HeadlandConfig strict(HeadlandConfig config) {
    return new HeadlandConfig(
        config.http(),
        config.data(),
        config.database(),
        config.owner(),
        config.tokens(),
        new LeafConfig(true),
        config.leafUsers(),
        config.credentials(),
        config.sync(),
        config.notices(),
        config.events(),
        config.webhooks(),
        config.upstream(),
        config.johnDeere(),
        config.trimble(),
        config.connect(),
        config.log());
  }

  /// Leaf users in answers are without their empty keys.
  public static HeadlandConfig omitEmpty(HeadlandConfig config) {
    return new HeadlandConfig(
        config.http(),
        config.data(),
        config.database(),
        config.owner(),
        config.tokens(),
        config.leaf(),
        new LeafUserConfig(config.leafUsers().uniqueExternalId(), true),
        config.credentials(),
        config.sync(),
        config.notices(),
        config.events(),
        config.webhooks(),
        config.upstream(),
        config.johnDeere(),
        config.trimble(),
        config.connect(),
        config.log());
  }

  public static UnaryOperator<HeadlandConfig> credentials(CredentialConfig credentials) {
    return config ->
        new HeadlandConfig(
            config.http(),
            config.data(),
            config.database(),
            config.owner(),
            config.tokens(),
            config.leaf(),
            config.leafUsers(),
            credentials,
            config.sync(),
            config.notices(),
            config.events(),
            config.webhooks(),
            config.upstream(),
            config.johnDeere(),
            config.trimble(),
            config.connect(),
            config.log());
  }

  public static UnaryOperator<HeadlandConfig> callsPerSecond(int callsPerSecond) {
    return config ->
        new HeadlandConfig(
            config.http(),
            config.data(),
            config.database(),
            config.owner(),
            config.tokens(),
            config.leaf(),
            config.leafUsers(),
            config.credentials(),
            config.sync(),
            config.notices(),
            config.events(),
            config.webhooks(),
            new UpstreamConfig(
                config.upstream().connectTimeout(),
                config.upstream().requestTimeout(),
                callsPerSecond),
            config.johnDeere(),
            config.trimble(),
            config.connect(),
            config.log());
  }

  /// Nodes that died are missed soon, and providers are not waited for for long.
  public static HeadlandConfig shortLease(HeadlandConfig config) {
    return syncing(config, Duration.ofSeconds(4), config.sync().parallelism());
  }

  /// So many organizations at a time.
  public static UnaryOperator<HeadlandConfig> parallelism(int parallelism) {
    return config -> syncing(config, config.sync().lease(), parallelism);
  }

  private static HeadlandConfig syncing(HeadlandConfig config, Duration lease, int parallelism) {
    SyncConfig sync = config.sync();
    return new HeadlandConfig(
        config.http(),
        config.data(),
        config.database(),
        config.owner(),
        config.tokens(),
        config.leaf(),
        config.leafUsers(),
        config.credentials(),
        new SyncConfig(
            sync.foregroundWait(),
            lease,
            sync.interval(),
            sync.fullInterval(),
            parallelism,
            sync.poll(),
            sync.retention()),
        config.notices(),
        config.events(),
        config.webhooks(),
        lease.equals(sync.lease())
            ? config.upstream()
            : new UpstreamConfig(Duration.ofSeconds(1), Duration.ofSeconds(2), 0),
        config.johnDeere(),
        config.trimble(),
        config.connect(),
        config.log());
  }

  /// Providers reach this server at an address, and what they tell is read soon.
  public static UnaryOperator<HeadlandConfig> notices(NoticeConfig notices) {
    return config ->
        new HeadlandConfig(
            config.http(),
            config.data(),
            config.database(),
            config.owner(),
            config.tokens(),
            config.leaf(),
            config.leafUsers(),
            config.credentials(),
            config.sync(),
            notices,
            config.events(),
            config.webhooks(),
            config.upstream(),
            config.johnDeere(),
            config.trimble(),
            config.connect(),
            config.log());
  }

  /// Delivers webhooks otherwise.
  public static UnaryOperator<HeadlandConfig> webhooks(UnaryOperator<WebhookConfig> change) {
    return config ->
        new HeadlandConfig(
            config.http(),
            config.data(),
            config.database(),
            config.owner(),
            config.tokens(),
            config.leaf(),
            config.leafUsers(),
            config.credentials(),
            config.sync(),
            config.notices(),
            config.events(),
            change.apply(config.webhooks()),
            config.upstream(),
            config.johnDeere(),
            config.trimble(),
            config.connect(),
            config.log());
  }
}
