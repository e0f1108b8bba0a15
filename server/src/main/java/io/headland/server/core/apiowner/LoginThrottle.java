package io.headland.server.core.apiowner;

import io.github.bucket4j.TimeMeter;
import io.headland.server.core.apiowner.FailureBuckets.Allowance;
import io.headland.server.platform.net.NetworkKey;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Delays logins after failures: of one account from one address, of one address, and of one
/// account from all unknown addresses.
///
/// An address is known to an account after a login with the right password. Failures from other
/// addresses do not delay logins from a known one, so that attempts to guess a password do not lock
/// out the API owner. Accounts that do not exist are treated like existing ones.
final class LoginThrottle {
  private static final Allowance PAIR = new Allowance(10, 60);
  private static final Allowance ADDRESS = new Allowance(20, 200);
  private static final Allowance ACCOUNT = new Allowance(30, 120);

  private final FailureBuckets pairs;
  private final FailureBuckets addresses;
  private final FailureBuckets accounts;

  /// @param time monotonic, unlike a wall clock
  LoginThrottle(TimeMeter time) {
    this.pairs = new FailureBuckets(PAIR, time);
    this.addresses = new FailureBuckets(ADDRESS, time);
    this.accounts = new FailureBuckets(ACCOUNT, time);
  }

  /// The delay of a login; zero when it may be made now.
  ///
  /// @param account any text of bounded length that identifies the account
  /// @param isKnown whether the address is known to the account; evaluated only if required
  Duration delay(String account, NetworkKey address, BooleanSupplier isKnown) {
    Duration ofPair = pairs.delay(pair(account, address));
    Duration ofOthers = longer(addresses.delay(address.text()), accounts.delay(account));
    return ofOthers.isZero() || isKnown.getAsBoolean() ? ofPair : longer(ofPair, ofOthers);
  }

  void failed(String account, NetworkKey address, BooleanSupplier isKnown) {
    pairs.add(pair(account, address));
    if (!isKnown.getAsBoolean()) {
      addresses.add(address.text());
      accounts.add(account);
    }
  }

  void succeeded(String account, NetworkKey address) {
    pairs.clear(pair(account, address));
  }

  private static String pair(String account, NetworkKey address) {
    return account + ' ' + address.text();
  }

  private static Duration longer(Duration first, Duration second) {
    return Stream.of(first, second).max(Duration::compareTo).orElseThrow();
  }
}
