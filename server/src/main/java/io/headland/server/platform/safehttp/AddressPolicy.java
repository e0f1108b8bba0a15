package io.headland.server.platform.safehttp;

import io.headland.server.platform.config.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The addresses that may be called. Of IPv4 all except the special-purpose ranges; of IPv6 only
/// the allocated part of the public network, without the special-purpose ranges (IANA's registries
/// of special-purpose addresses, seen 2026-11).
final class AddressPolicy {
  private static final List<Network> NOT_PUBLIC =
      networks(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, including metadata services of clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: contains an IPv4 address
          "3fff::/20"); // documentation

  private static final Network IPV6_PUBLIC = Network.parse("2000::/3");

  /// Contains the IPv4 address in its last four bytes.
  private static final Network NAT64 = Network.parse("64:ff9b::/96");

  private final List<Network> allowed;

  AddressPolicy(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean permits(InetAddress address) {
    return isAllowed(address) || isPublic(address);
  }

  /// Whether the operator has allowed it.
  boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.contains(address));
  }

  private boolean isPublic(InetAddress address) {
    if (NAT64.contains(address)) {
      return permits(lastFourBytes(address));
    }
    boolean handedOut = address instanceof Inet4Address || IPV6_PUBLIC.contains(address);
    return handedOut && NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
  }

  private static InetAddress lastFourBytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of four bytes was rejected", e);
    }
  }

  private static List<Network> networks(String... cidrs) {
    return Stream.of(cidrs).map(Network::parse).toList();
  }
}
