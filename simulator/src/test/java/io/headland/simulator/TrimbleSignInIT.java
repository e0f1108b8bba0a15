package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.control.TrimbleCredentials;
import io.headland.simulator.http.Parameters;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrimbleSignInIT {
  private static final String BACK = "http://localhost:1/back";
  private static final Parameters SIGN_IN =
      Parameters.NONE.with("userName", "demo.trimble").with("password", "harvest");

  private Simulator simulator;
  private GrowerBrowser browser;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    simulator.control().registerRedirectUri(BACK);
    browser = GrowerBrowser.at(simulator);
  }

  @AfterEach
  void stop() {
    browser.close();
  }

  @Test
  void leadsFromSignInThroughConsentToTokens() {
    HttpResponse<String> signIn = browser.call("GET", address(asked()), "");
    assertThat(signIn.body()).contains("name=\"password\"").doesNotContain("<script");
    HttpResponse<String> consent = browser.postForm(address(asked()), SIGN_IN);
    assertThat(consent.body()).contains("headland-demo").contains("value=\"allow\"");

    Parameters response = decide(asked(), "allow");

    assertThat(response.find("state")).contains("s 1");
    JsonNode tokens = GrowerBrowser.json(redeem(response, Parameters.NONE));
    assertThat(tokens.path("refresh_token").asString()).isNotEmpty();
    assertThat(
            browser
                .call(
                    "GET",
                    TrimbleBrowser.API + "/config/organizations",
                    "",
                    "Authorization",
                    "Bearer " + tokens.path("access_token").asString())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void redeemsACodeOnceAndForItsRedirectUriAlone() {
    Parameters response = decide(asked(), "allow");
    assertThat(redeem(response, Parameters.NONE).statusCode()).isEqualTo(200);
    assertThat(redeem(response, Parameters.NONE).statusCode()).isEqualTo(400);

    Parameters other = decide(asked(), "allow");
    HttpResponse<String> elsewhere =
        token(
            Parameters.NONE
                .with("grant_type", "authorization_code")
                .with("code", other.find("code").orElseThrow())
                .with("redirect_uri", BACK + "/"));
    assertThat(GrowerBrowser.json(elsewhere).path("error").asString()).isEqualTo("invalid_grant");
  }

  @Test
  void honoursPkce() {
    // The example of RFC 7636, appendix B.
    Parameters asked =
        asked()
            .with("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
            .with("code_challenge_method", "S256");
    Parameters verifier =
        Parameters.NONE.with("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    assertThat(redeem(decide(asked, "allow"), verifier).statusCode()).isEqualTo(200);
    assertThat(redeem(decide(asked, "allow"), Parameters.NONE).statusCode()).isEqualTo(400);
    assertThat(redeem(decide(asked(), "allow"), verifier).statusCode()).isEqualTo(400);
  }

  @Test
  void bringsARefusalBackOnTheRedirectAndNowhereElse() {
    assertThat(decide(asked(), "deny").find("error")).contains("access_denied");
    Parameters otherOwner =
        Parameters.NONE
            .with("response_type", "code")
            .with("client_id", simulator.trimbleCredentials().clientId())
            .with("scope", "openid headland-demo")
            .with("redirect_uri", BACK + "/");
    assertThat(browser.call("GET", address(otherOwner), "").statusCode()).isEqualTo(400);
  }

  @Test
  void letsAUserTickOrganizations() {
    String page =
        "/ThirdPartyAccess/ThirdPartyAuthorizationRedirect?"
            + Parameters.NONE
                .with("clientid", simulator.trimbleCredentials().clientId())
                .with("redirectionUrl", BACK)
                .encoded();
    String kept = simulator.control().trimble().organizations("demo.trimble").getFirst().id();
    HttpResponse<String> back =
        browser.postForm(page, SIGN_IN.with("action", "save").with("organizations", kept));

    assertThat(GrowerBrowser.header(back, "Location")).isEqualTo(BACK);
    assertThat(simulator.control().trimble().organizations("demo.trimble"))
        .filteredOn(organization -> organization.authorized())
        .extracting(organization -> organization.id())
        .containsExactly(kept);
  }

  private Parameters asked() {
    return Parameters.NONE
        .with("response_type", "code")
        .with("client_id", simulator.trimbleCredentials().clientId())
        .with("scope", "openid headland-demo")
        .with("redirect_uri", BACK)
        .with("state", "s 1");
  }

  private Parameters decide(Parameters asked, String decision) {
    HttpResponse<String> decided =
        browser.postForm(address(asked), SIGN_IN.with("decision", decision));
    String query = URI.create(GrowerBrowser.header(decided, "Location")).getRawQuery();
    return Parameters.parse(query, '&');
  }

  private HttpResponse<String> redeem(Parameters response, Parameters more) {
    Parameters form =
        Parameters.NONE
            .with("grant_type", "authorization_code")
            .with("code", response.find("code").orElseThrow())
            .with("redirect_uri", BACK);
    for (Parameters.Parameter one : more.all()) {
      form = form.with(one.name(), one.value());
    }
    return token(form);
  }

  private HttpResponse<String> token(Parameters form) {
    TrimbleCredentials credentials = simulator.trimbleCredentials();
    String pair = credentials.clientId() + ":" + credentials.clientSecret();
    return browser.postForm(
        "/oauth/token",
        form,
        "Authorization",
        "Basic "
            + java.util.Base64.getEncoder()
                .encodeToString(pair.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static String address(Parameters asked) {
    return "/oauth/authorize?" + asked.encoded();
  }
}
