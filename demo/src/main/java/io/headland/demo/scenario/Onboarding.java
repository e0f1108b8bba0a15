package io.headland.demo.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// Sign-in, and the attachment of a grower's account.
final class Onboarding {
  private static final String MASK = "********";
  private static final String STALE =
      "eyJhbGciOiJIUzUxMiJ9.eyJzdWIiOiJub2JvZHkiLCJleHAiOjF9.c3RhbGU";
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private Onboarding() {}

  static String serverIsUp(ScenarioState state) throws InterruptedException {
    state.api().anonymous("GET", "/health/live").send().require(200);
    state.api().anonymous("GET", "/health/ready").send().require(200);
    return "live and ready";
  }

  static String requestWithoutTokenIsRejected(ScenarioState state) throws InterruptedException {
    ApiResponse response = state.api().anonymous("GET", LeafApi.USERS).send().require(401);
    String type = response.header("Content-Type").orElse("no Content-Type");
    StepFailed.unless(type.startsWith("application/problem+json"), "401 as " + type);
    return "401, " + response.text("message");
  }

  /// As Leaf's clients do, with an old token in the header.
  static String ownerSignsIn(ScenarioState state) throws InterruptedException {
    JsonNode login = SignIn.body(state.environment().owner());
    ApiResponse response =
        state.api().anonymous("POST", "/api/authenticate").bearer(STALE).json(login).send();
    String token = response.require(200).text("id_token");
    StepFailed.unless(
        response.header("Authorization").orElse("").equals("Bearer " + token),
        "the token is not in the Authorization header");
    Duration lifetime = lifetime(token);
    StepFailed.unless(lifetime.equals(REMEMBERED), "a token for " + lifetime);
    state.api().use(token);
    state.api().get(LeafApi.USERS).require(200);
    return "id_token for %d days".formatted(lifetime.toDays());
  }

  private static Duration lifetime(String token) {
    String[] parts = token.split("\\.", -1);
    StepFailed.unless(parts.length == 3, "the id_token is not a JSON Web Token");
    String text = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    JsonNode claims = HttpCalls.JSON.readTree(text);
    return Duration.ofSeconds(claims.path("exp").asLong(0) - claims.path("iat").asLong(0));
  }

  static String leafUserIsCreated(ScenarioState state) throws InterruptedException {
    JsonNode body =
        LeafApi.body()
            .put("name", "Demo Grower")
            .put("email", "demo.grower@example.com")
            .put("externalId", "demo-grower");
    ApiResponse response = state.api().post(LeafApi.USERS, body).require(201);
    String id = response.text("id");
    String location = response.header("Location").orElse("no Location");
    StepFailed.unless(!id.isEmpty() && location.endsWith("/users/" + id), "201, " + location);
    state.setLeafUser(id);
    ApiResponse read = state.api().get(state.leafUserPath()).require(200);
    StepFailed.unless(read.text("name").equals("Demo Grower"), "read back: " + read.body());
    return "201, Location ends in its id";
  }

  static String credentialIsAttached(ScenarioState state) throws InterruptedException {
    ProviderCredential credential = state.environment().credential();
    JsonNode body =
        LeafApi.body()
            .put("clientKey", credential.clientKey())
            .put("clientSecret", credential.clientSecret())
            .put("refreshToken", credential.refreshToken())
            .put("clientEnvironment", "STAGE");
    ApiResponse posted = state.api().post(state.credentialPath(), body).require(201);
    requireMasked(posted, credential);
    requireMasked(state.api().get(state.credentialPath()).require(200), credential);
    requireMasked(state.api().get(state.leafUserPath()).require(200), credential);
    StepFailed.unless(posted.text("status").equals("OK"), "status " + posted.text("status"));
    StepFailed.unless(
        posted.text("clientSecret").equals(MASK) && posted.text("refreshToken").equals(MASK),
        "secrets are not masked as " + MASK);
    return "201, OK, clientSecret " + posted.text("clientSecret");
  }

  private static void requireMasked(ApiResponse response, ProviderCredential credential) {
    StepFailed.unless(
        !response.body().contains(credential.clientSecret())
            && !response.body().contains(credential.refreshToken()),
        "a response contains a secret");
  }
}
