package io.headland.server.platform.config;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.config.HeadlandConfig.OwnerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Combinations of values that are rejected or cause a warning, although each value is valid.
final class SafetyRules {
  private static final int SHORTEST_PASSWORD = 12;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("[?&](password|sslpassword)=|//[^/@]*:[^/@]*@", Pattern.CASE_INSENSITIVE);

  private SafetyRules() {}

  static void check(HeadlandConfig config, GivenValues given) {
    checkDatabase(config.database(), given);
    checkOwner(config.owner(), given);
    JohnDeereConfig johnDeere = config.johnDeere();
    checkProvider(Settings.JOHN_DEERE_STAGE_URL, johnDeere.stageUrl(), given);
    checkProvider(Settings.JOHN_DEERE_PRODUCTION_URL, johnDeere.productionUrl(), given);
    checkProvider(Settings.JOHN_DEERE_TOKEN_URL, johnDeere.tokenUrl(), given);
    checkProvider(Settings.JOHN_DEERE_AUTHORIZE_URL, johnDeere.authorizeUrl(), given);
    checkProvider(Settings.JOHN_DEERE_CONNECTIONS_URL, johnDeere.connectionsUrl(), given);
    checkProvider(Settings.JOHN_DEERE_EQUIPMENT_URL, johnDeere.equipmentUrl(), given);
    checkProvider(Settings.TRIMBLE_AUTHORIZE_URL, config.trimble().authorizeUrl(), given);
    checkProvider(Settings.TRIMBLE_CONNECTIONS_URL, config.trimble().connectionsUrl(), given);
    checkProvider(Settings.TRIMBLE_API_URL, config.trimble().apiUrl(), given);
    checkProvider(Settings.TRIMBLE_TOKEN_URL, config.trimble().tokenUrl(), given);
    checkNotifications(config.notifications(), given);
    checkPathPrefix(config.http(), given);
    checkLease(config, given);
    if (config.tokens().rememberMeLifetime().compareTo(config.tokens().lifetime()) < 0) {
      given.reject(Settings.TOKENS_LIFETIME, "must not be longer than tokens.remember-me-lifetime");
    }
  }

  static List<String> warnings(HeadlandConfig config, GivenValues given) {
    List<String> warnings = new ArrayList<>();
    given
        .secretsInQuotationMarks()
        .forEach(
            path ->
                warnings.add(
                    path + " begins and ends with quotation marks, which are part of the value."));
    if (!isLoopback(config.http().host())) {
      warnings.add(
          "host is %s: passwords and tokens are sent unencrypted unless a proxy with TLS is used."
              .formatted(config.http().host()));
      if (config.http().publicUrl().isBlank()) {
        warnings.add(
            "public-url is blank: links for growers and in responses begin with the address on"
                + " which the server listens, which clients may not be able to open.");
      }
    }
    if (!config.http().publicUrl().isBlank() && config.http().proxy().trusted().isEmpty()) {
      warnings.add(
          "http.trusted-proxies is blank: all clients of a proxy count as one address, also when"
              + " failed logins are delayed.");
    }
    if (config.credentials().revealSecrets()) {
      warnings.add(
          "credentials.reveal-secrets is on: every holder of a token can read provider secrets.");
    }
    if (!config.webhooks().allowedNetworks().isEmpty()) {
      warnings.add(
          "webhooks.allowed-networks is set: every holder of a token can cause requests to these"
              + " networks and read the responses to failed ones.");
    }
    return warnings;
  }

  private static void checkDatabase(DatabaseConfig database, GivenValues given) {
    if (database.limits().socket().compareTo(database.limits().statement()) <= 0) {
      given.reject(
          Settings.DATABASE_SOCKET_TIMEOUT, "must be longer than database.statement-timeout");
    }
    if (database.isEmbedded()) {
      rejectWithout(
          "database.url",
          given,
          Settings.DATABASE_USER,
          Settings.DATABASE_PASSWORD,
          Settings.DATABASE_READ_URL);
    } else {
      checkUrl(Settings.DATABASE_URL, database.url(), "database.password", given);
    }
    if (database.standby().isConfigured()) {
      checkUrl(
          Settings.DATABASE_READ_URL, database.standby().url(), "database.read-password", given);
    } else {
      rejectWithout(
          "database.read-url", given, Settings.DATABASE_READ_USER, Settings.DATABASE_READ_PASSWORD);
    }
  }

  private static void rejectWithout(String key, GivenValues given, Setting<?>... settings) {
    Stream.of(settings)
        .filter(setting -> !given.of(setting).text().isBlank())
        .forEach(setting -> given.reject(setting, "has no effect without " + key));
  }

  private static void checkUrl(
      Setting<String> setting, String url, String passwordKey, GivenValues given) {
    if (PASSWORD_IN_URL.matcher(url).find()) {
      given.reject(setting, "must not contain a password: set " + passwordKey + " instead");
    } else if (!url.startsWith("jdbc:postgresql:")) {
      given.reject(setting, "must have the form jdbc:postgresql://host:5432/database");
    }
  }

  private static void checkOwner(OwnerConfig owner, GivenValues given) {
    if (given.of(Settings.OWNER_PASSWORD).isDefault()) {
      return;
    }
    if (owner.password().reveal().length() < SHORTEST_PASSWORD) {
      given.reject(
          Settings.OWNER_PASSWORD, "must have at least %d characters".formatted(SHORTEST_PASSWORD));
    }
    if (owner.email().isBlank()) {
      given.reject(Settings.OWNER_PASSWORD, "requires owner.email");
    }
  }

  /// Links are built from the one, requests are routed by the other.
  private static void checkPathPrefix(HttpConfig http, GivenValues given) {
    String prefix = http.proxy().pathPrefix();
    if (!prefix.isEmpty()
        && !http.publicUrl().isBlank()
        && !URI.create(http.publicUrl()).getRawPath().equals(prefix)) {
      given.reject(Settings.HTTP_PATH_PREFIX, "must be the path of public-url");
    }
  }

  private static void checkNotifications(NotificationConfig notifications, GivenValues given) {
    if (notifications.isOn()) {
      URI address = URI.create(notifications.publicUrl());
      if ("http".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost())) {
        given.reject(
            Settings.NOTIFICATIONS_PUBLIC_URL,
            "must be https, because a secret is sent to it and it is not a loopback address");
      }
    }
  }

  /// With a lease that ends during a call, two nodes could refresh one grant.
  private static void checkLease(HeadlandConfig config, GivenValues given) {
    Duration longestCall =
        config.providerHttp().connectTimeout().plus(config.providerHttp().requestTimeout());
    if (config.sync().lease().compareTo(longestCall) <= 0) {
      given.reject(
          Settings.SYNC_LEASE,
          "must be longer than providers.connect-timeout and providers.request-timeout together");
    }
  }

  private static void checkProvider(Setting<URI> setting, URI address, GivenValues given) {
    if ("http".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost())) {
      given.reject(
          setting, "must be https, because tokens are sent to it and it is not a loopback address");
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
