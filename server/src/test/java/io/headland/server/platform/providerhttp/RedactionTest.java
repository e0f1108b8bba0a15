package io.headland.server.platform.providerhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.test/o;start=10?orgName=A%20b, http://a.test/o;start=10?orgName=A%20b",
    "http://me:pw@a.test:81/o#part,          http://a.test:81/o",
    "http://a.test/o?access_token=x&y=1,     http://a.test/o?access_token=[redacted]&y=1",
    "http://a.test/o?y=1&apiKey=z,           http://a.test/o?y=1&apiKey=[redacted]",
    "http://a.test/o?code&state=1,           http://a.test/o?code&state=1",
    "http://a.test/o?X-Amz-Expires=3600&X-Amz-Signature=c66, http://a.test/o?X-Amz-Expires=3600&X-Amz-Signature=[redacted]",
    "http://a.test/o?se=2026&sig=c66%3D,     http://a.test/o?se=2026&sig=[redacted]",
    "http://a.test/o?Expires=1&Signature=c6, http://a.test/o?Expires=1&Signature=[redacted]",
    "http://a.test/o?x=eyJhb.eyJzd.c2ln,     http://a.test/o?x=[redacted]",
  })
  void showsATargetWithoutItsSecrets(URI target, String shown) {
    assertThat(Redaction.target(target)).isEqualTo(shown);
  }

  @Test
  void masksSecretHeadersAndTokensAnywhere() {
    var headers =
        new ResponseHeaders(
            Map.of(
                "Set-Cookie", List.of("sid=1", "t=2"),
                "WWW-Authenticate", List.of("Bearer realm=x"),
                "X-Debug", List.of("saw eyJhbGciOi.eyJzdWIi.c2ln"),
                "Location", List.of("https://sign-in.test/?state=1&id_token=abc&sig=c66"),
                "x-deere-signature", List.of("7r53"),
                "Vary", List.of("Accept", "Origin")),
            Instant.EPOCH);

    assertThat(Redaction.headers(headers))
        .containsOnly(
            Map.entry("Set-Cookie", "[redacted]"),
            Map.entry("WWW-Authenticate", "[redacted]"),
            Map.entry("X-Debug", "saw [redacted]"),
            Map.entry(
                "Location", "https://sign-in.test/?state=1&id_token=[redacted]&sig=[redacted]"),
            Map.entry("x-deere-signature", "7r53"),
            Map.entry("Vary", "Accept, Origin"));
  }
}
