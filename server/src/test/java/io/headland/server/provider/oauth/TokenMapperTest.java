package io.headland.server.provider.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.oauth.TokenMapper.TokenGrant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMapperTest {
  private final TokenMapper mapper = new TokenMapper();

  /// Keys and order as recorded from Deere's token endpoint; the order of scopes is not the one
  /// requested.
  @Test
  void readsAGrant() {
    var grant =
        grant(
            """
            {'token_type': 'Bearer', 'expires_in': 43200, 'access_token': 'a.b.c',
             'scope': 'ag2 ag1  offline_access', 'refresh_token': 'next', 'id_token': 'x'}
            """);

    assertThat(grant)
        .isEqualTo(
            new TokenGrant(
                Secret.of("a.b.c"),
                Secret.of("next"),
                Duration.ofHours(12),
                List.of("ag1", "ag2", "offline_access")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'expires_in': '43200' | PT12H",
        "'expires_in': 0       | PT1H",
        "'expires_in': -1      | PT1H",
        "'expires_in': null    | PT1H",
        "'expires_in': 'soon'  | PT1H",
        "'expires_in': 99999999999999999999 | PT1H",
        "'other': 1            | PT1H"
      },
      quoteCharacter = '`')
  void takesASafeLifetimeWhenNoneCanBeRead(String field, Duration lifetime) {
    assertThat(grant("{'access_token': 'a', " + field + "}").lifetime()).isEqualTo(lifetime);
  }

  @Test
  void readsScopesOfAnArray() {
    assertThat(grant("{'access_token': 'a', 'scope': ['ag2', 'ag1 eq1', null, 'ag1']}").scopes())
        .containsExactly("ag1", "ag2", "eq1");
  }

  @Test
  void needsNeitherScopeNorRefreshToken() {
    var grant = grant("{'access_token': 'a', 'scope': null, 'refresh_token': null}");

    assertThat(grant.scopes()).isEmpty();
    assertThat(grant.refreshToken().isBlank()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "'a'",
        "{}",
        "{'access_token': ''}",
        "{'access_token': {'a': 1}}",
        "{'access_token': 'a\\nInjected: header'}",
        "{'access_token': 'a', 'token_type': 'mac'}",
        "{'error': 'invalid_grant'}"
      })
  void doesNotTakeAnythingElseForAGrant(String body) {
    assertThat(mapper.grant(body(body))).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_grant",
        "invalid_client",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type"
      })
  void findsAnError(String error) {
    assertThat(mapper.findError(body("{'error': '" + error + "', 'error_description': 'x'}")))
        .contains(error);
  }

  /// Okta's own error form, which it uses for an unknown client.
  @Test
  void findsAnErrorInOktasForm() {
    assertThat(mapper.findError(body("{'errorCode': 'invalid_client', 'errorSummary': 'x'}")))
        .contains("invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html></html>",
        "{}",
        "{'error': {'code': 'invalid_grant'}}",
        "{'message': 'invalid_grant'}"
      })
  void takesNothingElseForAnError(String body) {
    assertThat(mapper.findError(body(body))).isEmpty();
  }

  /// It would be read as a tree, which takes many times its memory.
  @Test
  void readsNothingLarge() {
    String large = "{'access_token': 'a', 'error': 'invalid_grant', 'x': '" + "x".repeat(65_536);
    assertThat(mapper.grant(body(large + "'}"))).isInstanceOf(Unreadable.class);
    assertThat(mapper.findError(body(large + "'}"))).isEmpty();
  }

  private TokenGrant grant(String json) {
    return switch (mapper.grant(body(json))) {
      case Read(TokenGrant grant) -> grant;
      case Unreadable(String reason) -> throw new AssertionError(reason);
    };
  }

  private static ResponseBody body(String json) {
    return new ResponseBody(json.replace('\'', '"').getBytes(UTF_8));
  }
}
