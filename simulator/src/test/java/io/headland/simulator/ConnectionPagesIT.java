package io.headland.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.simulator.http.Parameters;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPagesIT {
  private static final String BACK = "redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fback";
  private static final Parameters SIGN_IN =
      Parameters.NONE.with("userName", "anna").with("password", "corn");

  private final GrowerBrowser browser = GrowerBrowser.to(Worlds.options());

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void connectsWhatTheGrowerSelects() {
    String page = connectionsLink() + "?" + BACK;
    assertThat(browser.call("GET", page, "").body()).contains("name=\"password\"");

    HttpResponse<String> signedIn = browser.postForm(page, SIGN_IN);
    String cookie = GrowerBrowser.header(signedIn, "Set-Cookie").split(";", 2)[0];
    HttpResponse<String> form = browser.call("GET", page, "", "Cookie", cookie);
    assertThat(form.body())
        .contains("value=\"1002\"")
        .doesNotContain("value=\"1003\"")
        .doesNotContain("<script");

    HttpResponse<String> done =
        browser.postForm(page, Parameters.NONE.with("organizations", "1002"), "Cookie", cookie);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(GrowerBrowser.header(done, "Location")).isEqualTo("http://localhost:1/back");
    assertThat(GrowerBrowser.rels(browser.getJson("/platform/organizations/1002")))
        .contains("manage_connections", "fields");
  }

  @Test
  void leavesEverythingAsItIsWhenTheGrowerDeclines() {
    HttpResponse<String> done =
        browser.postForm(
            connectionsLink() + "?" + BACK,
            SIGN_IN.with("action", "cancel").with("organizations", "1002"));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(GrowerBrowser.rels(browser.getJson("/platform/organizations/1002")))
        .contains("connections");
  }

  @Test
  void disconnectsInTheDialogOfAnOrganization() {
    String dialog =
        GrowerBrowser.link(browser.getJson("/platform/organizations/1001"), "manage_connections")
            .orElseThrow();
    assertThat(browser.postForm(dialog, SIGN_IN).statusCode()).isEqualTo(303);

    HttpResponse<String> done =
        browser.postForm(dialog + "&" + BACK, SIGN_IN.with("action", "disconnect"));

    assertThat(GrowerBrowser.header(done, "Location")).isEqualTo("http://localhost:1/back");
    assertThat(GrowerBrowser.rels(browser.getJson("/platform/organizations/1001")))
        .contains("connections");
  }

  @Test
  void refusesAnUnregisteredRedirectAndAnUnknownApplication() {
    assertThat(
            browser
                .call("GET", connectionsLink() + "?redirect_uri=http%3A%2F%2Fevil", "")
                .statusCode())
        .isEqualTo(400);
    assertThat(browser.call("GET", "/connections/other/select-organizations", "").statusCode())
        .isEqualTo(404);
    assertThat(
            browser
                .postForm("/connections/0oaapp/connections-dialog?orgId=1005", SIGN_IN)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void killsTheRefreshTokenWithTheLastConnection() {
    browser.control().disconnect("1001");
    browser.control().disconnect("1003");
    assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(200);

    browser.control().disconnect("1004");

    assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(400);
    assertThat(browser.refresh("rt-bert").statusCode()).isEqualTo(200);
  }

  @Test
  void sparesTheRefreshTokenWhenSwitchedSo() {
    browser.control().changeSwitches(s -> s.withEndGrantWithLastConnection(false));
    browser.control().disconnect("1001");
    browser.control().disconnect("1003");
    browser.control().disconnect("1004");

    assertThat(browser.refresh("rt-anna").statusCode()).isEqualTo(200);
  }

  private String connectionsLink() {
    return GrowerBrowser.link(browser.getJson("/platform/organizations/1002"), "connections")
        .orElseThrow();
  }
}
