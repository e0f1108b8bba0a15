package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokenIT {
  @Test
  void answersARefreshWithAllKeysInTheRecordedOrderAndTheSameRefreshToken() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> response = browser.refresh("rt-anna");

      JsonNode body = GrowerBrowser.json(response);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(List.copyOf(body.propertyNames()))
          .containsExactly("token_type", "expires_in", "access_token", "scope", "refresh_token");
      assertThat(body.path("expires_in").asInt()).isEqualTo(43200);
      assertThat(body.path("refresh_token").asString()).isEqualTo("rt-anna");
      assertThat(GrowerBrowser.header(response, "Content-Type")).isEqualTo("application/json");
      assertThat(GrowerBrowser.header(response, "X-Rate-Limit-Limit")).isEqualTo("2000");
      assertThat(GrowerBrowser.header(response, "Cache-Control")).isEqualTo("no-cache, no-store");
      assertThat(response.headers().allValues("Set-Cookie")).hasSize(2);
    }
  }

  @Test
  void takesClientCredentialsInTheBodyAsWell() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> response =
          browser.postForm(
              GrowerBrowser.OAUTH + "/v1/token",
              Parameters.NONE
                  .with("client_id", "0oaapp")
                  .with("client_secret", "secret")
                  .with("grant_type", "refresh_token")
                  .with("refresh_token", "rt-anna"));

      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void writesAccessTokensThatBothBase64AlphabetsDecode() {
    try (GrowerBrowser browser = GrowerBrowser.to(SimulatorOptions.defaults().withUsers(60))) {
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        tokens.add(
            GrowerBrowser.json(browser.refresh(refreshToken(browser, i)))
                .path("access_token")
                .asString());
      }

      for (String token : tokens) {
        String[] parts = token.split("\\.");
        assertThat(parts).hasSize(3);
        byte[] standard = Base64.getDecoder().decode(parts[1]);
        assertThat(Base64.getUrlDecoder().decode(parts[1])).isEqualTo(standard);
        assertThat(parts[1].length() % 4).isZero();
        assertThat(
                Json.read(new String(standard, StandardCharsets.UTF_8)).path("userID").asString())
            .startsWith("demo.grower");
      }
    }
  }

  private static String refreshToken(GrowerBrowser browser, int user) {
    return browser.control().world().grants().get(user).refreshToken();
  }

  @Test
  void refusesADeadRefreshTokenInOktasWords() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> response = browser.refresh("rt-nobody");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo(
              "{\"error\":\"invalid_grant\",\"error_description\":"
                  + "\"The refresh token is invalid or expired.\"}");
    }
  }

  @Test
  void refusesAWrongSecretAMissingGrantTypeAndAnUnknownOne() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      String address = GrowerBrowser.OAUTH + "/v1/token";
      Parameters wrongSecret =
          Parameters.NONE
              .with("grant_type", "refresh_token")
              .with("client_id", "0oaapp")
              .with("client_secret", "guess");

      HttpResponse<String> wrong = browser.postForm(address, wrongSecret);
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(GrowerBrowser.json(wrong).path("error").asString()).isEqualTo("invalid_client");
      assertThat(error(browser.token(Parameters.NONE))).isEqualTo("invalid_request");
      assertThat(error(browser.token(Parameters.NONE.with("grant_type", "password"))))
          .isEqualTo("unsupported_grant_type");
    }
  }

  @Test
  void rotatesTheRefreshTokenAndRefusesTheSpentOne() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withRotation(true))) {
      String grant = browser.control().issueGrant("anna", Worlds.APP);

      String second = GrowerBrowser.json(browser.refresh(grant)).path("refresh_token").asString();

      assertThat(second).isNotEqualTo(grant);
      assertThat(error(browser.refresh(grant))).isEqualTo("invalid_grant");
      assertThat(browser.refresh(second).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void letsOneOfManyCallersWinWhenAllShowTheSameRotatingToken() throws Exception {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withRotation(true));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      String grant = browser.control().issueGrant("anna", Worlds.APP);
      List<Callable<Integer>> calls =
          Collections.nCopies(16, () -> browser.refresh(grant).statusCode());

      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : callers.invokeAll(calls)) {
        statuses.add(call.get());
      }

      assertThat(statuses).containsOnlyOnce(200);
      assertThat(Collections.frequency(statuses, 400)).isEqualTo(15);
    }
  }

  @Test
  void endsTheWholeGrantWhenASpentTokenIsShownAgainAndReuseIsPunished() {
    SimulatorOptions options = Worlds.options().withRotation(true).withRevokeOnReuse(true);
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      String grant = browser.control().issueGrant("anna", Worlds.APP);
      JsonNode first = GrowerBrowser.json(browser.refresh(grant));
      browser.useToken(first.path("access_token").asString());
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(200);

      assertThat(error(browser.refresh(grant))).isEqualTo("invalid_grant");

      assertThat(error(browser.refresh(first.path("refresh_token").asString())))
          .isEqualTo("invalid_grant");
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void letsAccessTokensRunOutAndRefreshTokensDieOfDisuse() {
    Clock start = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withClock(start))) {
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(200);
      browser.control().clock().advance(Duration.ofHours(12));
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(401);
      browser.control().clock().advance(Duration.ofDays(364));
      assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(200);
      browser.control().clock().advance(Duration.ofDays(365));
      assertThat(error(browser.refresh("rt-anna"))).isEqualTo("invalid_grant");
    }
  }

  @Test
  void narrowsScopesOnRefreshAndRefusesMoreThanWereGranted() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      Parameters form =
          Parameters.NONE.with("grant_type", "refresh_token").with("refresh_token", "rt-anna");

      assertThat(
              GrowerBrowser.json(browser.token(form.with("scope", "ag1"))).path("scope").asString())
          .isEqualTo("ag1");
      assertThat(error(browser.token(form.with("scope", "eq2")))).isEqualTo("invalid_scope");
    }
  }

  @Test
  void revokesAGrantByItsRefreshToken() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> revoked =
          browser.postForm(
              GrowerBrowser.OAUTH + "/v1/revoke",
              Parameters.NONE.with("token", "rt-anna"),
              "Authorization",
              browser.basic());

      assertThat(revoked.statusCode()).isEqualTo(200);
      assertThat(revoked.body()).isEmpty();
      assertThat(error(browser.refresh("rt-anna"))).isEqualTo("invalid_grant");
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void describesItselfAsRfc8414Asks() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> response =
          browser.get(GrowerBrowser.OAUTH + "/.well-known/oauth-authorization-server");

      JsonNode body = GrowerBrowser.json(response);
      assertThat(body.path("token_endpoint").asString())
          .isEqualTo(browser.base() + GrowerBrowser.OAUTH + "/v1/token");
      assertThat(body.path("code_challenge_methods_supported").get(0).asString()).isEqualTo("S256");
      assertThat(GrowerBrowser.header(response, "Cache-Control")).isEqualTo("max-age=86400");
    }
  }

  @Test
  void introspectsTokens() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      String address = GrowerBrowser.OAUTH + "/v1/introspect";
      String[] basic = {"Authorization", browser.basic()};

      JsonNode alive =
          GrowerBrowser.json(
              browser.postForm(address, Parameters.NONE.with("token", "rt-anna"), basic));
      JsonNode dead =
          GrowerBrowser.json(browser.postForm(address, Parameters.NONE.with("token", "x"), basic));

      assertThat(alive.path("active").asBoolean()).isTrue();
      assertThat(dead.path("active").asBoolean()).isFalse();
    }
  }

  private static String error(HttpResponse<String> response) {
    return GrowerBrowser.json(response).path("error").asString();
  }
}
