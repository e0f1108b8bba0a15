package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderError;
import io.headland.server.platform.providerhttp.ScriptedServer.Received;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.ApplicationRefused;
import io.headland.server.provider.ProviderFailure.InvalidResponse;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unavailable;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the token endpoint may answer, byte for byte over a socket.
@Timeout(30)
class TokenRefreshTest {
  private final ScriptedDeere deere = ScriptedDeere.start();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void asksForATokenWithBasicAuthorization() throws InterruptedException {
    deere
        .tokens()
        .then(200, "{\"access_token\": \"new\", \"expires_in\": 43200, \"scope\": \"ag2 ag1\"}");

    var refresh = refresh();

    Received request = deere.tokens().received().getFirst();
    String pair = Base64.getEncoder().encodeToString("0oa1:s3cret".getBytes(UTF_8));
    assertThat(request.line()).isEqualTo("POST /token HTTP/1.1");
    assertThat(request.header("Authorization")).contains("Basic " + pair);
    assertThat(request.body()).isEqualTo("grant_type=refresh_token&refresh_token=sent");
    assertThat(refresh)
        .isEqualTo(
            new GrantRefresh.Granted(
                Secret.of("new"), Secret.of("sent"), Duration.ofHours(12), List.of("ag1", "ag2")));
    assertThat(deere.calls().toString())
        .doesNotContain("s3cret")
        .doesNotContain("sent")
        .doesNotContain(pair);
  }

  @Test
  void keepsTheRefreshTokenThatComesBack() throws InterruptedException {
    deere.tokens().then(200, "{\"access_token\": \"new\", \"refresh_token\": \"rotated\"}");

    assertThat(((GrantRefresh.Granted) refresh()).refreshToken()).isEqualTo(Secret.of("rotated"));
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403", "422", "200"})
  void takesInvalidGrantForTheEndOfTheGrantWhateverTheStatus(int status)
      throws InterruptedException {
    deere
        .tokens()
        .then(status, "{\"error\": \"invalid_grant\", \"error_description\": \"expired\"}");

    assertThat(refresh())
        .isEqualTo(new GrantRefresh.Refused(status, new ProviderError("invalid_grant", "expired")));
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_client",
    "400, invalid_scope",
    "400, invalid_request",
    "400, unauthorized_client",
    "400, unsupported_grant_type",
    "403, access_denied",
    "400, something_new"
  })
  void takesAnotherErrorForOneOfTheApplicationOrTheRequest(int status, String error)
      throws InterruptedException {
    deere.tokens().then(status, "{\"error\": \"" + error + "\", \"error_description\": \"Why\"}");

    assertThat(refreshFailure())
        .isEqualTo(
            new ApplicationRefused(status, new ProviderError(error, "Why"), Duration.ofMinutes(1)));
  }

  /// A gateway's page says nothing about the grant.
  @ParameterizedTest
  @CsvSource({
    "400, <html></html>",
    "401, ''",
    "403, <html></html>",
    "404, ''",
    "400, {}",
    "400, {\"error\": {\"code\": \"invalid_grant\"}}",
    "400, {\"message\": \"invalid_grant\"}"
  })
  void takesARefusalWithoutAnErrorForOneOfTheApplicationOrTheRequest(int status, String body)
      throws InterruptedException {
    deere.tokens().then(status, body);

    assertThat(refreshFailure())
        .isInstanceOfSatisfying(
            ApplicationRefused.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.error().code()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"302, ''", "200, <html></html>", "200, {}"})
  void cannotReadAnythingElse(int status, String body) throws InterruptedException {
    deere.tokens().then(status, body);

    assertThat(refreshFailure()).isInstanceOf(InvalidResponse.class);
  }

  @ParameterizedTest
  @CsvSource({"temporarily_unavailable", "server_error"})
  void mayTryAgainAfterAnErrorOfTheMoment(String error) throws InterruptedException {
    deere.tokens().then(400, "{\"error\": \"" + error + "\"}");

    assertThat(refreshFailure()).isInstanceOf(Unavailable.class);
  }

  /// Whole, as it stands in a form, within a word, and in parts.
  @Test
  void showsNoSecretThatTheEndpointRepeats() throws InterruptedException {
    deere
        .tokens()
        .then(
            401,
            """
            {"error": "invalid_client", "error_description": "Client s3cret with token xsentx is unknown"}
            """);

    assertThat(refreshFailure().toString())
        .contains("invalid_client", "is unknown")
        .doesNotContain("s3cret")
        .doesNotContain("sent");
    assertThat(deere.calls().toString())
        .contains("invalid_client", "is unknown")
        .doesNotContain("s3cret")
        .doesNotContain("sent");
  }

  @Test
  void waitsWhenTheTokenEndpointIsThrottled() throws InterruptedException {
    deere.tokens().then(429, "{\"errorCode\": \"E0000047\"}", "X-Rate-Limit-Reset: 1787392830");

    assertThat(refreshFailure()).isEqualTo(new Throttled(Duration.ofSeconds(30)));
  }

  @Test
  void mayTryAgainWhenTheTokenEndpointIsDown() throws InterruptedException {
    deere.tokens().then(503, "{\"error\": \"invalid_grant\"}", "Retry-After: 5");

    assertThat(refreshFailure()).isEqualTo(new Unavailable("status 503", Duration.ofSeconds(5)));
  }

  @Test
  void mayTryAgainWhenTheTokenEndpointIsSilent() throws InterruptedException {
    deere.tokens().thenSilence();

    var refresh =
        (GrantRefresh.Failed) deere.hastyAdapter().refresh(deere.credential(), deere.calls()::add);

    assertThat(refresh.failure()).isInstanceOf(Unavailable.class);
  }

  private ProviderFailure refreshFailure() throws InterruptedException {
    return ((GrantRefresh.Failed) refresh()).failure();
  }

  private GrantRefresh refresh() throws InterruptedException {
    return deere.adapter().refresh(deere.credential(), deere.calls()::add);
  }
}
