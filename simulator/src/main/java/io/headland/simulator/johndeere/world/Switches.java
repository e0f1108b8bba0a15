package io.headland.simulator.johndeere.world;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The choices where public evidence is silent or where a caller wants the harder case.
///
/// @param rotateRefreshTokens a refresh gives a new refresh token and spends the old one
/// @param punishReuse a spent refresh token or code that is shown again ends the whole grant
/// @param endGrantWithLastConnection the refresh token dies with a user's last connection
/// @param unauthorizedBody whether a 401 carries an error body
/// @param linkBase the base of emitted API links; absent: this server's own address
/// @param connectionsBase the base of links to the connection pages; absent: this server's own
///   address
/// @param trimblePageSize most records in one answer of Trimble
/// @param latency how long every answer of a provider waits
/// @param rateLimit calls per second that one application may make; 0 for any number
public record Switches(
    boolean rotateRefreshTokens,
    boolean punishReuse,
    boolean endGrantWithLastConnection,
    boolean unauthorizedBody,
    Unchanged signatureUnchanged,
    Changed signatureChanged,
    PagingStyle paging,
    Duration accessTokenLifetime,
    @Nullable URI linkBase,
    @Nullable URI connectionsBase,
    int trimblePageSize,
    Duration latency,
    double rateLimit) {
  public Switches {
    if (trimblePageSize < 1 || trimblePageSize > LARGEST_TRIMBLE_PAGE) {
      throw new IllegalArgumentException(
          "trimblePageSize: must be from 1 to " + LARGEST_TRIMBLE_PAGE);
    }
    if (latency.isNegative() || rateLimit < 0) {
      throw new IllegalArgumentException("latency and rateLimit: must not be below zero");
    }
  }

  private static final int LARGEST_TRIMBLE_PAGE = 1_000;

  /// The answer to a signature that still holds.
  public enum Unchanged {
    NOT_MODIFIED,
    SAME_SIGNATURE
  }

  /// The answer to a signature that no longer holds.
  public enum Changed {
    FULL,
    DELTA
  }

  /// How links to other pages are written.
  public enum PagingStyle {
    QUERY,
    MATRIX
  }

  public static Switches defaults() {
    return new Switches(
        false,
        false,
        true,
        true,
        Unchanged.NOT_MODIFIED,
        Changed.FULL,
        PagingStyle.QUERY,
        Duration.ofHours(12),
        null,
        null,
        LARGEST_TRIMBLE_PAGE,
        Duration.ZERO,
        0);
  }

  public Switches withRotation(boolean on) {
    return new Switches(
        on,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withPunishReuse(boolean on) {
    return new Switches(
        rotateRefreshTokens,
        on,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withEndGrantWithLastConnection(boolean on) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        on,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withUnauthorizedBody(boolean on) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        on,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withSignatureUnchanged(Unchanged answer) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        answer,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withSignatureChanged(Changed answer) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        answer,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withPaging(PagingStyle style) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        style,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withAccessTokenLifetime(Duration lifetime) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        lifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withLinkBase(@Nullable URI base) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        base,
        connectionsBase,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withConnectionsBase(@Nullable URI base) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        base,
        trimblePageSize,
        latency,
        rateLimit);
  }

  public Switches withTrimblePageSize(int records) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        records,
        latency,
        rateLimit);
  }

  public Switches withLatency(Duration wait) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        wait,
        rateLimit);
  }

  public Switches withRateLimit(double callsPerSecond) {
    return new Switches(
        rotateRefreshTokens,
        punishReuse,
        endGrantWithLastConnection,
        unauthorizedBody,
        signatureUnchanged,
        signatureChanged,
        paging,
        accessTokenLifetime,
        linkBase,
        connectionsBase,
        trimblePageSize,
        latency,
        callsPerSecond);
  }
}
