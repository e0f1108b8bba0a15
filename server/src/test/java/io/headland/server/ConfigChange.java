package io.headland.server;

import io.headland.server.platform.config.DatabaseConfig;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.CredentialConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafConfig;
import io.headland.server.platform.config.HeadlandConfig.LeafUserConfig;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.HeadlandConfig.ProviderHttpConfig;
import io.headland.server.platform.config.HeadlandConfig.SyncConfig;
import io.headland.server.platform.config.WebhookConfig;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Other settings for a [ServerFixture].
public final class ConfigChange {
  private ConfigChange() {}

  /// The same with a different value for the one component that has the type of `part`.
  public static HeadlandConfig with(HeadlandConfig config, Record part) {
    RecordComponent[] components = HeadlandConfig.class.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    if (Stream.of(types).filter(part.getClass()::equals).count() != 1) {
      throw new IllegalArgumentException("No component of the type " + part.getClass());
    }
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = types[i] == part.getClass() ? part : components[i].getAccessor().invoke(config);
      }
      return HeadlandConfig.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The configuration cannot be copied", e);
    }
  }

  /// Requests wait longer for a database connection: for tests with more threads than connections.
  public static HeadlandConfig withLongTimeout(HeadlandConfig config) {
    DatabaseConfig database = config.database();
    return with(
        config,
        new DatabaseConfig(
            database.url(), database.user(), database.password(), 12, Duration.ofSeconds(30)));
  }

  public static UnaryOperator<HeadlandConfig> leafUsers(LeafUserConfig leafUsers) {
    return config -> with(config, leafUsers);
  }

  public static HeadlandConfig strict(HeadlandConfig config) {
    return with(config, new LeafConfig(true));
  }

  public static UnaryOperator<HeadlandConfig> credentials(CredentialConfig credentials) {
    return config -> with(config, credentials);
  }

  public static UnaryOperator<HeadlandConfig> callsPerSecond(int callsPerSecond) {
    return config ->
        with(
            config,
            new ProviderHttpConfig(
                config.providerHttp().connectTimeout(),
                config.providerHttp().requestTimeout(),
                callsPerSecond));
  }

  /// Dead nodes are detected early, and requests to providers have short time limits.
  public static HeadlandConfig shortLease(HeadlandConfig config) {
    return lease(Duration.ofSeconds(4), Duration.ofSeconds(2)).apply(config);
  }

  /// The time after which another node continues the work of one that failed.
  ///
  /// @param request the time limit of a call to a provider, which the lease must exceed
  public static UnaryOperator<HeadlandConfig> lease(Duration lease, Duration request) {
    return config ->
        with(
            syncing(config, lease, config.sync().parallelism()),
            new ProviderHttpConfig(Duration.ofSeconds(1), request, 0));
  }

  /// The number of organizations that are read concurrently.
  public static UnaryOperator<HeadlandConfig> parallelism(int parallelism) {
    return config -> syncing(config, config.sync().lease(), parallelism);
  }

  private static HeadlandConfig syncing(HeadlandConfig config, Duration lease, int parallelism) {
    SyncConfig sync = config.sync();
    return with(
        config,
        new SyncConfig(
            sync.foregroundWait(),
            lease,
            sync.interval(),
            sync.fullInterval(),
            parallelism,
            sync.poll(),
            sync.retention()));
  }

  /// Providers reach this server at an address, and notifications are read after a short delay.
  public static UnaryOperator<HeadlandConfig> notifications(NotificationConfig notifications) {
    return config -> with(config, notifications);
  }

  /// Changes the settings of webhooks.
  public static UnaryOperator<HeadlandConfig> webhooks(UnaryOperator<WebhookConfig> change) {
    return config -> with(config, change.apply(config.webhooks()));
  }
}
