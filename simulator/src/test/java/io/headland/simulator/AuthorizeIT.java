package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Parameters;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuthorizeIT {
  private static final String BACK = "http://localhost:1/back";
  private static final Parameters ASKED =
      Parameters.NONE
          .with("response_type", "code")
          .with("client_id", "0oaapp")
          .with("scope", "ag1 offline_access")
          .with("redirect_uri", BACK)
          .with("state", "s 1");
  private static final Parameters SIGN_IN =
      Parameters.NONE.with("userName", "anna").with("password", "corn");

  @Test
  void leadsFromSignInThroughConsentToTokens() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> signIn = browser.call("GET", address(ASKED), "");
      assertThat(signIn.statusCode()).isEqualTo(200);
      assertThat(signIn.body()).contains("name=\"password\"").doesNotContain("<script");

      HttpResponse<String> consent = browser.postForm(address(ASKED), SIGN_IN);
      assertThat(consent.body()).contains("Acme").contains("value=\"allow\"");
      String cookie = GrowerBrowser.header(consent, "Set-Cookie").split(";", 2)[0];

      HttpResponse<String> allowed =
          browser.postForm(
              address(ASKED), Parameters.NONE.with("decision", "allow"), "Cookie", cookie);
      Parameters answer = respond(allowed);
      assertThat(answer.find("state")).contains("s 1");

      JsonNode tokens =
          GrowerBrowser.json(redeem(browser, answer.find("code").orElseThrow(), Parameters.NONE));
      browser.useToken(tokens.path("access_token").asString());
      assertThat(tokens.path("refresh_token").asString()).isNotEmpty();
      assertThat(browser.get("/platform/organizations").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void givesNoRefreshTokenWithoutOfflineAccess() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      Parameters asked = with("scope", "ag1");
      JsonNode tokens = GrowerBrowser.json(redeem(browser, code(browser, asked), Parameters.NONE));

      assertThat(tokens.has("access_token")).isTrue();
      assertThat(tokens.has("refresh_token")).isFalse();
    }
  }

  @Test
  void redeemsACodeOnceAndRevokesItsTokensWhenReuseIsPunished() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options().withRevokeOnReuse(true))) {
      String code = code(browser, ASKED);
      JsonNode tokens = GrowerBrowser.json(redeem(browser, code, Parameters.NONE));

      HttpResponse<String> again = redeem(browser, code, Parameters.NONE);

      assertThat(again.statusCode()).isEqualTo(400);
      assertThat(GrowerBrowser.json(again).path("error").asString()).isEqualTo("invalid_grant");
      assertThat(browser.refresh(tokens.path("refresh_token").asString()).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void honoursPkce() {
    // The example of RFC 7636, appendix B.
    Parameters asked =
        ASKED
            .with("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
            .with("code_challenge_method", "S256");
    Parameters verifier =
        Parameters.NONE.with("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      assertThat(redeem(browser, code(browser, asked), verifier).statusCode()).isEqualTo(200);
      assertThat(redeem(browser, code(browser, asked), Parameters.NONE).statusCode())
          .isEqualTo(400);
      HttpResponse<String> wrong =
          redeem(browser, code(browser, asked), Parameters.NONE.with("code_verifier", "other"));
      assertThat(GrowerBrowser.json(wrong).path("error_description").asString()).contains("PKCE");
      HttpResponse<String> unasked = redeem(browser, code(browser, ASKED), verifier);
      assertThat(unasked.statusCode()).isEqualTo(400);
      assertThat(GrowerBrowser.json(unasked).path("error").asString()).isEqualTo("invalid_grant");
    }
  }

  @Test
  void bringsErrorsBackOnTheRedirect() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      assertThat(errorOf(browser, with("scope", "eq1"))).isEqualTo("invalid_scope");
      assertThat(errorOf(browser, with("response_type", "token")))
          .isEqualTo("unsupported_response_type");
      assertThat(errorOf(browser, ASKED.with("code_challenge_method", "plain")))
          .isEqualTo("invalid_request");
      HttpResponse<String> refused =
          browser.postForm(address(ASKED), SIGN_IN.with("decision", "deny"));
      assertThat(respond(refused).find("error")).contains("access_denied");
      assertThat(respond(refused).find("error_description")).isPresent();
    }
  }

  @Test
  void neverRedirectsToAnAddressThatIsNotRegisteredLetterForLetter() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      assertThat(browser.call("GET", address(with("redirect_uri", BACK + "/")), "").statusCode())
          .isEqualTo(400);
      assertThat(browser.call("GET", address(with("client_id", "other")), "").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void refusesAWrongPassword() {
    try (GrowerBrowser browser = GrowerBrowser.to(Worlds.options())) {
      HttpResponse<String> wrong =
          browser.postForm(
              address(ASKED),
              Parameters.NONE
                  .with("userName", "anna")
                  .with("password", "wheat")
                  .with("decision", "allow"));

      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("wrong password");
    }
  }

  private static String code(GrowerBrowser browser, Parameters asked) {
    HttpResponse<String> allowed =
        browser.postForm(address(asked), SIGN_IN.with("decision", "allow"));
    return respond(allowed).find("code").orElseThrow();
  }

  private static HttpResponse<String> redeem(GrowerBrowser browser, String code, Parameters more) {
    Parameters form =
        Parameters.NONE
            .with("grant_type", "authorization_code")
            .with("code", code)
            .with("redirect_uri", BACK);
    for (Parameters.Parameter parameter : more.all()) {
      form = form.with(parameter.name(), parameter.value());
    }
    return browser.token(form);
  }

  private static String errorOf(GrowerBrowser browser, Parameters asked) {
    return respond(browser.call("GET", address(asked), "")).find("error").orElse("none");
  }

  private static Parameters respond(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    URI location = URI.create(GrowerBrowser.header(response, "Location"));
    assertThat(location.toString()).startsWith(BACK + "?");
    return Parameters.parse(location.getRawQuery(), '&');
  }

  private static Parameters with(String name, String value) {
    return ASKED.without(name::equals).with(name, value);
  }

  private static String address(Parameters asked) {
    return GrowerBrowser.OAUTH + "/v1/authorize?" + asked.encoded();
  }
}
