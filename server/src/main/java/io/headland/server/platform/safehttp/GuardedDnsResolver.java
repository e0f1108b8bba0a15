package io.headland.server.platform.safehttp;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves a name to the addresses to which a connection may be made. If one address is denied,
/// the name is denied: a mixture of public and private addresses indicates an attack.
final class GuardedDnsResolver implements DnsResolver {
  /// More would only prolong the failure of an unavailable endpoint.
  private static final int MAX_ADDRESSES = 3;

  private final NameLookup lookup;
  private final Predicate<InetAddress> permitted;

  GuardedDnsResolver(NameLookup lookup, Predicate<InetAddress> permitted) {
    this.lookup = lookup;
    this.permitted = permitted;
  }

  /// A name with an address that must not be called.
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
    return Arrays.copyOf(addresses, Math.min(addresses.length, MAX_ADDRESSES));
  }

  /// Not used.
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
