package io.headland.server.platform.safehttp;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/// The addresses that a connection may go to. One that is refused makes the name refused: who mixes
/// public and private addresses in one name tries something.
final class GuardedDnsResolver implements DnsResolver {
  /// More would only make a dead endpoint die slower.
  private static final int MOST_ADDRESSES = 3;

  private final NameLookup lookup;
  private final Predicate<InetAddress> permitted;

  GuardedDnsResolver(NameLookup lookup, Predicate<InetAddress> permitted) {
    this.lookup = lookup;
    this.permitted = permitted;
  }

  /// A name that leads to an address which must not be called.
  static final class RefusedException extends UnknownHostException {
    @Serial private static final long serialVersionUID = 1;

    RefusedException() {
      super("refused");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.addresses(host);
    if (addresses.length == 0) {
      throw new UnknownHostException("no address");
    }
    if (!Arrays.stream(addresses).allMatch(permitted)) {
      throw new RefusedException();
    }
    return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
  }

  /// Nothing here asks for another name of a host.
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
