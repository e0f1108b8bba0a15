package io.headland.server.platform.safehttp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com/!/",
        "https:///hook",
        "https:example.com",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com/a b",
        "https://example.com/\r\nX-Header: 1",
        "https://exämple.com/",
        "https://exam_ple.com/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.1./",
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "http://[v1.x]/"
      })
  void rejectsForbiddenAddresses(String url) {
    assertThat(EndpointUrl.parse(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com:8443/hooks/leaf?key=1&x=%20",
        "HTTPS://Example.COM/",
        "http://localhost:9000/",
        "https://4chan.example/",
        "https://203.0.113.7/hook",
        "https://[2001:db8::1]:443/"
      })
  void takesTheRest(String url) {
    assertThat(EndpointUrl.parse(url)).isPresent();
  }
}
