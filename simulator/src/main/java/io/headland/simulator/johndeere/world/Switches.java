package io.headland.simulator.johndeere.world;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
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
    return new Draft().toSwitches();
  }

  public Switches withRotation(boolean on) {
    return with(draft -> draft.rotateRefreshTokens = on);
  }

  public Switches withPunishReuse(boolean on) {
    return with(draft -> draft.punishReuse = on);
  }

  public Switches withEndGrantWithLastConnection(boolean on) {
    return with(draft -> draft.endGrantWithLastConnection = on);
  }

  public Switches withUnauthorizedBody(boolean on) {
    return with(draft -> draft.unauthorizedBody = on);
  }

  public Switches withSignatureUnchanged(Unchanged answer) {
    return with(draft -> draft.signatureUnchanged = answer);
  }

  public Switches withSignatureChanged(Changed answer) {
    return with(draft -> draft.signatureChanged = answer);
  }

  public Switches withPaging(PagingStyle style) {
    return with(draft -> draft.paging = style);
  }

  public Switches withAccessTokenLifetime(Duration lifetime) {
    return with(draft -> draft.accessTokenLifetime = lifetime);
  }

  public Switches withLinkBase(@Nullable URI base) {
    return with(draft -> draft.linkBase = base);
  }

  public Switches withConnectionsBase(@Nullable URI base) {
    return with(draft -> draft.connectionsBase = base);
  }

  public Switches withTrimblePageSize(int records) {
    return with(draft -> draft.trimblePageSize = records);
  }

  public Switches withLatency(Duration wait) {
    return with(draft -> draft.latency = wait);
  }

  public Switches withRateLimit(double callsPerSecond) {
    return with(draft -> draft.rateLimit = callsPerSecond);
  }

  private Switches with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toSwitches();
  }

  /// The one place, beside the components, that names every switch and its default.
  private static final class Draft {
    private boolean rotateRefreshTokens;
    private boolean punishReuse;
    private boolean endGrantWithLastConnection = true;
    private boolean unauthorizedBody = true;
    private Unchanged signatureUnchanged = Unchanged.NOT_MODIFIED;
    private Changed signatureChanged = Changed.FULL;
    private PagingStyle paging = PagingStyle.QUERY;
    private Duration accessTokenLifetime = Duration.ofHours(12);
    private @Nullable URI linkBase;
    private @Nullable URI connectionsBase;
    private int trimblePageSize = LARGEST_TRIMBLE_PAGE;
    private Duration latency = Duration.ZERO;
    private double rateLimit;

    Draft() {}

    Draft(Switches switches) {
      rotateRefreshTokens = switches.rotateRefreshTokens;
      punishReuse = switches.punishReuse;
      endGrantWithLastConnection = switches.endGrantWithLastConnection;
      unauthorizedBody = switches.unauthorizedBody;
      signatureUnchanged = switches.signatureUnchanged;
      signatureChanged = switches.signatureChanged;
      paging = switches.paging;
      accessTokenLifetime = switches.accessTokenLifetime;
      linkBase = switches.linkBase;
      connectionsBase = switches.connectionsBase;
      trimblePageSize = switches.trimblePageSize;
      latency = switches.latency;
      rateLimit = switches.rateLimit;
    }

    Switches toSwitches() {
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
          rateLimit);
    }
  }
}
