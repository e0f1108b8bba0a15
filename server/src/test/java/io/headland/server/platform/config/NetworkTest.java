package io.headland.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.168.7.0/24", "fd00:0:0:0:0:0:0:0/8", "0.0.0.0/0"})
  void isWrittenAsItIsRead(String cidr) {
    assertThat(Network.parse(cidr)).hasToString(cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0/8",
        "localhost",
        "::/129",
        "a/b",
        "1.1.1.1/",
        "1.1.1.1/8/8"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void holdsItsFirstAndItsLastAddress() {
    Network network = Network.parse("10.16.0.0/12");

    assertThat(network.contains(InetAddress.ofLiteral("10.16.0.0"))).isTrue();
    assertThat(network.contains(InetAddress.ofLiteral("10.31.255.255"))).isTrue();
    assertThat(network.contains(InetAddress.ofLiteral("10.32.0.0"))).isFalse();
    assertThat(network.contains(InetAddress.ofLiteral("10.15.255.255"))).isFalse();
    assertThat(network.contains(InetAddress.ofLiteral("::a10:0"))).isFalse();
  }
}
