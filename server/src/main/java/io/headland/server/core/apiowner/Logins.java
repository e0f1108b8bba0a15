package io.headland.server.core.apiowner;

import io.github.bucket4j.TimeMeter;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.logging.LineLimit;
import io.headland.server.platform.net.NetworkKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks passwords: delays the next attempt after failures, and hashes alternating between
/// clients.
public final class Logins implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Logins.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);

  private final ApiOwners owners;
  private final KnownAddressStore knownAddresses;
  private final InstantSource clock;
  private final Consumer<Result> meter;
  private final LoginThrottle throttle;
  private final HashingQueue queue = new HashingQueue();
  private final LineLimit failedLines = new LineLimit();
  private final LineLimit throttledLines = new LineLimit();
  private final LineLimit busyLines = new LineLimit();

  /// The results of logins, as labels of the metrics.
  public enum Result {
    SUCCEEDED,
    FAILED,
    THROTTLED,
    BUSY
  }

  /// The result of one login.
  public sealed interface Outcome {
    record SignedIn(ApiOwner owner) implements Outcome {}

    /// There is no API owner with this email and password.
    record Refused() implements Outcome {}

    /// Too many logins failed.
    record Throttled(Duration retryAfter) implements Outcome {}

    /// Too many logins are waiting.
    record Busy(Duration retryAfter) implements Outcome {}
  }

  /// @param meter counts each login
  public Logins(
      ApiOwners owners,
      KnownAddressStore knownAddresses,
      InstantSource clock,
      Consumer<Result> meter) {
    this.owners = owners;
    this.knownAddresses = knownAddresses;
    this.clock = clock;
    this.meter = meter;
    this.throttle = new LoginThrottle(TimeMeter.SYSTEM_NANOTIME);
  }

  public Outcome signIn(String email, Secret password, NetworkKey address)
      throws InterruptedException {
    Outcome outcome = check(email, password, address);
    record(outcome, address);
    return outcome;
  }

  private Outcome check(String email, Secret password, NetworkKey address)
      throws InterruptedException {
    String account = accountKey(email);
    Optional<ApiOwner> owner = owners.findByEmail(email);
    BooleanSupplier isKnown =
        () ->
            owner
                .filter(found -> knownAddresses.isKnown(found.id(), address, clock.instant()))
                .isPresent();
    Optional<Outcome> throttled = throttled(account, address, isKnown);
    if (throttled.isPresent()) {
      return throttled.get();
    }
    return queue
        .run(
            address,
            () -> {
              // Other logins with the same key may have failed meanwhile.
              Optional<Outcome> late = throttled(account, address, isKnown);
              return late.isPresent()
                  ? late.get()
                  : verify(account, owner, password, address, isKnown);
            })
        .orElseGet(() -> new Outcome.Busy(BUSY_RETRY));
  }

  private Optional<Outcome> throttled(String account, NetworkKey address, BooleanSupplier isKnown) {
    Duration delay = throttle.delay(account, address, isKnown);
    return delay.isZero() ? Optional.empty() : Optional.of(new Outcome.Throttled(delay));
  }

  private Outcome verify(
      String account,
      Optional<ApiOwner> owner,
      Secret password,
      NetworkKey address,
      BooleanSupplier isKnown) {
    if (owners.matches(owner, password)) {
      throttle.succeeded(account, address);
      knownAddresses.add(owner.orElseThrow().id(), address, clock.instant());
      return new Outcome.SignedIn(owner.orElseThrow());
    }
    throttle.failed(account, address, isKnown);
    return new Outcome.Refused();
  }

  /// The email itself is not logged, since passwords are sometimes typed into the wrong field.
  private void record(Outcome outcome, NetworkKey address) {
    switch (outcome) {
      case Outcome.SignedIn _ -> meter.accept(Result.SUCCEEDED);
      case Outcome.Refused _ -> {
        meter.accept(Result.FAILED);
        failedLines.use(
            count -> log.warn("{} logins failed, the last one from {}", count, address.text()));
      }
      case Outcome.Throttled _ -> {
        meter.accept(Result.THROTTLED);
        throttledLines.use(
            count ->
                log.warn(
                    "{} logins were rejected after too many failures, the last one from {}",
                    count,
                    address.text()));
      }
      case Outcome.Busy _ -> {
        meter.accept(Result.BUSY);
        busyLines.use(
            count ->
                log.warn(
                    "{} logins were rejected because too many were waiting, the last one from {}",
                    count,
                    address.text()));
      }
    }
  }

  /// Equal for all spellings of an email that are equal in the database; of bounded length.
  private static String accountKey(String email) {
    return HexFormat.of().formatHex(Digests.sha256(email.toLowerCase(Locale.ROOT)), 0, 16);
  }

  @Override
  public void close() {
    queue.close();
  }
}
