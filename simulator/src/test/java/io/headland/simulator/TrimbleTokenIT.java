package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrimbleTokenIT {
  private static final String ORGANIZATIONS = "/config/organizations";

  private final TrimbleBrowser browser = TrimbleBrowser.to(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void givesAnHourLongTokenOfThreePartsAndTheNextRefreshToken() {
    String before = browser.refreshToken();
    JsonNode tokens = GrowerBrowser.json(browser.refresh(before));
    String[] parts = tokens.path("access_token").asString().split("\\.", -1);

    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(tokens.path("refresh_token").asString()).isNotEqualTo(before);
    JsonNode claims =
        Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
  }

  @Test
  void actsForTheApplicationAsOneTenant() {
    String name = browser.control().world().application().name();
    HttpResponse<String> response =
        browser.token(Parameters.NONE.with("grant_type", "client_credentials").with("scope", name));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(GrowerBrowser.json(response).propertyNames())
        .containsExactlyInAnyOrder("token_type", "expires_in", "access_token");
    browser.useToken(GrowerBrowser.json(response).path("access_token").asString());
    List<String> ids = TrimbleBrowser.texts(browser.walk(ORGANIZATIONS), "id");
    assertThat(ids).isNotEmpty();
    String id = ids.getFirst();
    assertThat(browser.get("/resources/" + id + "/fields").statusCode()).isEqualTo(200);
    browser.control().unauthorize(id);
    assertThat(browser.get("/resources/" + id + "/fields").statusCode()).isEqualTo(403);
    assertThat(TrimbleBrowser.texts(browser.walk(ORGANIZATIONS), "id")).doesNotContain(id);
    assertThat(
            GrowerBrowser.json(
                    browser.token(
                        Parameters.NONE
                            .with("grant_type", "client_credentials")
                            .with("scope", "another")))
                .path("error")
                .asString())
        .isEqualTo("invalid_scope");
  }

  @Test
  void takesEachRefreshTokenOnce() {
    String spent = browser.refreshToken();
    browser.refresh();

    HttpResponse<String> again = browser.refresh(spent);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(GrowerBrowser.json(again).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(browser.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(browser.refresh(browser.refreshToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheGrantOverASpentTokenWhenReuseIsPunished() {
    browser.simulator().control().changeSwitches(switches -> switches.withRevokeOnReuse(true));
    String spent = browser.refreshToken();
    browser.refresh();
    assertThat(browser.refresh(spent).statusCode()).isEqualTo(400);

    assertThat(browser.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
    assertThat(browser.refresh(browser.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void letsTokensRunOut() {
    browser.simulator().control().clock().advance(Duration.ofHours(1));
    assertThat(browser.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
    browser.simulator().control().clock().advance(Duration.ofDays(7));
    assertThat(browser.refresh(browser.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void endsRevokedGrantsAndKilledTokens() {
    String killed = browser.control().issueGrant("demo.trimble");
    browser.control().invalidateRefreshToken(killed);
    assertThat(browser.refresh(killed).statusCode()).isEqualTo(400);

    browser.control().revokeGrant(browser.refreshToken());
    assertThat(browser.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
  }

  @Test
  void rejectsUnknownClientsAndOtherGrants() {
    HttpResponse<String> otherOwner =
        browser.tokenOfOtherOwner(Parameters.NONE.with("grant_type", "refresh_token"));
    assertThat(otherOwner.statusCode()).isEqualTo(401);
    assertThat(GrowerBrowser.json(otherOwner).path("error").asString()).isEqualTo("invalid_client");
    assertThat(GrowerBrowser.json(browser.token(Parameters.NONE)).path("error").asString())
        .isEqualTo("invalid_request");
    assertThat(
            GrowerBrowser.json(browser.token(Parameters.NONE.with("grant_type", "password")))
                .path("error")
                .asString())
        .isEqualTo("unsupported_grant_type");
  }
}
