package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JohnDeereLinksTest {
  private final JohnDeereLinks links =
      new JohnDeereLinks(URI.create("http://127.0.0.1:9000/proxy/platform"));

  /// Links name `api.deere.com` also when another of Deere's hosts was called.
  @ParameterizedTest
  @CsvSource({
    "https://api.deere.com/platform/organizations;start=10;count=10, ;start=10;count=10",
    "https://sandboxapi.deere.com/platform/organizations?pageOffset=10, ?pageOffset=10",
    "'  https://API.deere.com/platform/organizations', ''",
    "https://api.deere.com/platform/organizations?orgName=Smith Farms, ?orgName=Smith%20Farms",
    "https://api.deere.com/platform/organizations?orgName=Jürg, ?orgName=J%C3%BCrg",
    "http://127.0.0.1:9000/proxy/platform/organizations?a=1, ?a=1",
    "http://127.0.0.1:9000/platform/organizations, ''",
    "/platform/organizations?a=1#b, ?a=1"
  })
  void rewritesWhatLeadsToThePlatform(String link, String position) {
    assertThat(links.rewrite(link)).contains("/organizations" + position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.test/platform/organizations",
        "https://deere.com.evil.test/platform/organizations",
        "https://api.deere.com@evil.test/platform/organizations",
        "https://me:pw@api.deere.com/platform/organizations",
        "http://127.0.0.1:9001/proxy/platform/organizations",
        "//evil.test/platform/organizations",
        "https://api.deere.com/other/organizations",
        "https://api.deere.com/platformer/organizations",
        "https://api.deere.com/platform/../admin",
        "https://api.deere.com/platform/..;/admin",
        "https://api.deere.com/platform/%2e%2e/admin",
        "https://api.deere.com/platform//evil.test",
        "organizations?pageOffset=10",
        "ftp://api.deere.com/platform/organizations",
        "mailto:someone@deere.com",
        "https://[bad/platform/organizations"
      })
  void followsNothingElse(String link) {
    assertThat(links.rewrite(link)).isEmpty();
  }

  @Test
  void putsWhatIsBelowOnOurAddress() {
    assertThat(links.below("/organizations?a=1"))
        .isEqualTo(URI.create("http://127.0.0.1:9000/proxy/platform/organizations?a=1"));
  }
}
