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

  private final Visitor visitor = Visitor.to(Worlds.options());

  @AfterEach
  void close() {
    visitor.close();
  }

  @Test
  void connectsWhatTheGrowerSelects() {
    String page = connectionsLink() + "?" + BACK;
    assertThat(visitor.call("GET", page, "").body()).contains("name=\"password\"");

    HttpResponse<String> signedIn = visitor.postForm(page, SIGN_IN);
    String cookie = Visitor.header(signedIn, "Set-Cookie").split(";", 2)[0];
    HttpResponse<String> form = visitor.call("GET", page, "", "Cookie", cookie);
    assertThat(form.body())
        .contains("value=\"1002\"")
        .doesNotContain("value=\"1003\"")
        .doesNotContain("<script");

    HttpResponse<String> done =
        visitor.postForm(page, Parameters.NONE.with("organizations", "1002"), "Cookie", cookie);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(Visitor.header(done, "Location")).isEqualTo("http://localhost:1/back");
    assertThat(Visitor.rels(visitor.getJson("/platform/organizations/1002")))
        .contains("manage_connections", "fields");
  }

  @Test
  void leavesEverythingAsItIsWhenTheGrowerDeclines() {
    HttpResponse<String> done =
        visitor.postForm(
            connectionsLink() + "?" + BACK,
            SIGN_IN.with("action", "cancel").with("organizations", "1002"));

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(Visitor.rels(visitor.getJson("/platform/organizations/1002")))
        .contains("connections");
  }

  @Test
  void disconnectsInTheDialogOfAnOrganization() {
    String dialog =
        Visitor.link(visitor.getJson("/platform/organizations/1001"), "manage_connections")
            .orElseThrow();
    assertThat(visitor.postForm(dialog, SIGN_IN).statusCode()).isEqualTo(303);

    HttpResponse<String> done =
        visitor.postForm(dialog + "&" + BACK, SIGN_IN.with("action", "disconnect"));

    assertThat(Visitor.header(done, "Location")).isEqualTo("http://localhost:1/back");
    assertThat(Visitor.rels(visitor.getJson("/platform/organizations/1001")))
        .contains("connections");
  }

  @Test
  void refusesAnUnregisteredRedirectAndAnUnknownApplication() {
    assertThat(
            visitor
                .call("GET", connectionsLink() + "?redirect_uri=http%3A%2F%2Fevil", "")
                .statusCode())
        .isEqualTo(400);
    assertThat(visitor.call("GET", "/connections/other/select-organizations", "").statusCode())
        .isEqualTo(404);
    assertThat(
            visitor
                .postForm("/connections/0oaapp/connections-dialog?orgId=1005", SIGN_IN)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void killsTheRefreshTokenWithTheLastConnection() {
    visitor.control().disconnect("1001");
    visitor.control().disconnect("1003");
    assertThat(visitor.refresh("rt-anna").statusCode()).isEqualTo(200);

    visitor.control().disconnect("1004");

    assertThat(visitor.refresh("rt-anna").statusCode()).isEqualTo(400);
    assertThat(visitor.refresh("rt-bert").statusCode()).isEqualTo(200);
  }

  @Test
  void sparesTheRefreshTokenWhenSwitchedSo() {
    visitor.control().changeSwitches(s -> s.withEndGrantWithLastConnection(false));
    visitor.control().disconnect("1001");
    visitor.control().disconnect("1003");
    visitor.control().disconnect("1004");

    assertThat(visitor.refresh("rt-anna").statusCode()).isEqualTo(200);
  }

  private String connectionsLink() {
    return Visitor.link(visitor.getJson("/platform/organizations/1002"), "connections")
        .orElseThrow();
  }
}
