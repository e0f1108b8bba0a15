package io.headland.server.platform.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A range of addresses in CIDR notation: `10.0.0.0/8`, `fd00::/8`, or one address.
public final class Network {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String WANTED =
      "must be networks such as 10.0.0.0/8 or fd00::/8, separated by commas";

  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /// Parses a network.
  ///
  /// @throws IllegalArgumentException when it is malformed, or has bits after its prefix
  public static Network parse(String text) {
    String[] parts = text.strip().split("/", -1);
    byte[] address = address(parts[0]);
    int max = address.length * Byte.SIZE;
    boolean numbered = parts.length == 2 && parts[1].matches("\\d{1,3}");
    int bits = numbered ? Integer.parseInt(parts[1]) : max;
    Network network = new Network(address, bits);
    if (parts.length > 2 || (parts.length == 2 && !numbered) || bits > max) {
      throw new IllegalArgumentException(WANTED);
    }
    for (int bit = bits; bit < max; bit++) {
      if ((address[bit / Byte.SIZE] >> (7 - bit % Byte.SIZE) & 1) != 0) {
        throw new IllegalArgumentException(WANTED + "; one of them has bits after its prefix");
      }
    }
    return network;
  }

  public boolean contains(InetAddress other) {
    byte[] candidate = other.getAddress();
    if (candidate.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (7 - bit % Byte.SIZE);
      if (((candidate[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Only literals: names must not be resolved.
  private static byte[] address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException(WANTED);
    }
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(WANTED, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && bits == network.bits
        && Arrays.equals(address, network.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + bits;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(address).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of four or sixteen bytes was rejected", e);
    }
  }
}
