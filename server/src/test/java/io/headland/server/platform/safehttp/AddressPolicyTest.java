package io.headland.server.platform.safehttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private final AddressPolicy rule = new AddressPolicy(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456:789a::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void refusesWhatIsNotPublic(String address) {
    assertThat(rule.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:80b::200e"
      })
  void permitsWhatIsPublic(String address) {
    assertThat(rule.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void anIpv4AddressInTheClothesOfIpv6IsJudgedAsItself() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xFF;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(rule.permits(InetAddress.getByAddress(mapped))).isFalse();
  }

  @Test
  void anAllowedNetworkIsOpenAndItsNeighbourIsNot() {
    AddressPolicy open =
        new AddressPolicy(List.of(Network.parse("10.1.0.0/16"), Network.parse("::1")));

    assertThat(open.permits(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
    assertThat(open.isAllowed(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("64:ff9b::10.1.2.3"))).isTrue();
    assertThat(open.permits(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(open.permits(InetAddress.ofLiteral("::2"))).isFalse();
    assertThat(open.isAllowed(InetAddress.ofLiteral("1.1.1.1"))).isFalse();
  }
}
