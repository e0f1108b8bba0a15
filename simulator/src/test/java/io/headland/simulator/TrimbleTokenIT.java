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

  private final TrimbleVisitor visitor = TrimbleVisitor.to(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void givesAnHourLongTokenOfThreePartsAndTheNextRefreshToken() {
    String before = visitor.refreshToken();
    JsonNode tokens = Visitor.json(visitor.refresh(before));
    String[] parts = tokens.path("access_token").asString().split("\\.", -1);

    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(tokens.path("refresh_token").asString()).isNotEqualTo(before);
    JsonNode claims =
        Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
  }

  @Test
  void actsForTheApplicationAsOneTenant() {
    String name = visitor.control().world().application().name();
    HttpResponse<String> response =
        visitor.token(Parameters.NONE.with("grant_type", "client_credentials").with("scope", name));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Visitor.json(response).propertyNames())
        .containsExactlyInAnyOrder("token_type", "expires_in", "access_token");
    visitor.useToken(Visitor.json(response).path("access_token").asString());
    List<String> ids = TrimbleVisitor.texts(visitor.walk(ORGANIZATIONS), "id");
    assertThat(ids).isNotEmpty();
    String id = ids.getFirst();
    assertThat(visitor.get("/resources/" + id + "/fields").statusCode()).isEqualTo(200);
    visitor.control().unauthorize(id);
    assertThat(visitor.get("/resources/" + id + "/fields").statusCode()).isEqualTo(403);
    assertThat(TrimbleVisitor.texts(visitor.walk(ORGANIZATIONS), "id")).doesNotContain(id);
    assertThat(
            Visitor.json(
                    visitor.token(
                        Parameters.NONE
                            .with("grant_type", "client_credentials")
                            .with("scope", "another")))
                .path("error")
                .asString())
        .isEqualTo("invalid_scope");
  }

  @Test
  void takesEachRefreshTokenOnce() {
    String spent = visitor.refreshToken();
    visitor.refresh();

    HttpResponse<String> again = visitor.refresh(spent);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(Visitor.json(again).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(visitor.get(ORGANIZATIONS).statusCode()).isEqualTo(200);
    assertThat(visitor.refresh(visitor.refreshToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheGrantOverASpentTokenWhenReuseIsPunished() {
    visitor.simulator().control().changeSwitches(switches -> switches.withRevokeOnReuse(true));
    String spent = visitor.refreshToken();
    visitor.refresh();
    assertThat(visitor.refresh(spent).statusCode()).isEqualTo(400);

    assertThat(visitor.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
    assertThat(visitor.refresh(visitor.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void letsTokensRunOut() {
    visitor.simulator().control().clock().advance(Duration.ofHours(1));
    assertThat(visitor.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
    visitor.simulator().control().clock().advance(Duration.ofDays(7));
    assertThat(visitor.refresh(visitor.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void endsRevokedGrantsAndKilledTokens() {
    String killed = visitor.control().issueGrant("demo.trimble");
    visitor.control().invalidateRefreshToken(killed);
    assertThat(visitor.refresh(killed).statusCode()).isEqualTo(400);

    visitor.control().revokeGrant(visitor.refreshToken());
    assertThat(visitor.get(ORGANIZATIONS).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesStrangersAndOtherGrants() {
    HttpResponse<String> stranger =
        visitor.tokenOfStranger(Parameters.NONE.with("grant_type", "refresh_token"));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(Visitor.json(stranger).path("error").asString()).isEqualTo("invalid_client");
    assertThat(Visitor.json(visitor.token(Parameters.NONE)).path("error").asString())
        .isEqualTo("invalid_request");
    assertThat(
            Visitor.json(visitor.token(Parameters.NONE.with("grant_type", "password")))
                .path("error")
                .asString())
        .isEqualTo("unsupported_grant_type");
  }
}
