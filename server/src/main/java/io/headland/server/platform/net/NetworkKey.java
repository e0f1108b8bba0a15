package io.headland.server.platform.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The unit of limits for client addresses: an IPv4 address, or an IPv6 network of 64 bits, in
/// which one client can use any number of addresses.
///
/// @param text such as `192.0.2.1` or `2001:db8:0:1:0:0:0:0/64`
public record NetworkKey(String text) {
  private static final int NETWORK_BYTES = 8;

  public static NetworkKey of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new NetworkKey(address.getHostAddress());
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return new NetworkKey(InetAddress.getByAddress(bytes).getHostAddress() + "/64");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of sixteen bytes was rejected", e);
    }
  }
}
