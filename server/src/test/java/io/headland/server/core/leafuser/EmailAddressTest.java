package io.headland.server.core.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@example.com",
        "jane.smith+leaf@example.co.uk",
        "a!#$%&'*+/=?^_`{|}~-@x.org",
        "\"jane smith\"@example.com",
        "\"a\\\"b\"@example.com",
        "jane@localhost",
        "jane@192.0.2.1",
        "jane@[192.0.2.1]",
        "jane@[IPv6:2001:db8::1]",
        "jane@xn--bcher-kva.example",
        "jane@bücher.example",
        "jörg@example.com",
        "用户@例子.广告",
        "j@1.example"
      })
  void takesWhatMailServersTake(String address) {
    assertThat(EmailAddress.isValid(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jane",
        "@example.com",
        "jane@",
        "jane@@example.com",
        "jane smith@example.com",
        " jane@example.com",
        "jane@example.com ",
        ".jane@example.com",
        "jane.@example.com",
        "ja..ne@example.com",
        "jane@.example.com",
        "jane@example..com",
        "jane@example.com.",
        "jane@-example.com",
        "jane@exam_ple.com",
        "jane@exa mple.com",
        "Jane <jane@example.com>",
        "jane@example.com, bea@example.com",
        "jane\n@example.com",
        "mailto:jane@example.com/"
      })
  void refusesWhatIsNoAddress(String address) {
    assertThat(EmailAddress.isValid(address)).isFalse();
  }

  @Test
  void limitsTheParts() {
    assertThat(EmailAddress.isValid("a".repeat(64) + "@x.org")).isTrue();
    assertThat(EmailAddress.isValid("a".repeat(65) + "@x.org")).isFalse();
    assertThat(EmailAddress.isValid("a@" + "b".repeat(63) + ".org")).isTrue();
    assertThat(EmailAddress.isValid("a@" + "b".repeat(64) + ".org")).isFalse();
    assertThat(EmailAddress.isValid("a@" + "bbb.".repeat(63) + "org")).isFalse();
  }
}
