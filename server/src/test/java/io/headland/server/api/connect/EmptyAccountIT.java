package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.connect.ConnectFixture.Link;
import io.headland.server.api.connect.HttpBrowser.Stop;
import io.headland.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/// A grower whose account has no organization: John Deere provides no link to the connection page
/// then.
class EmptyAccountIT {
  @Test
  void isSentToTheConnectionPageOnceAndShownThatNothingIsShared() {
    try (ConnectFixture fixture =
        ConnectFixture.start(SimulatorOptions.defaults().withOrganizations(0))) {
      Link link = fixture.linkTo("JohnDeere", "empty", "{\"companyName\": \"Acme\"}");
      HttpBrowser browser = new HttpBrowser();
      Stop welcome = browser.get(link.address());
      Stop signIn = browser.get(welcome.link("Continue to John Deere"));
      Stop allowed =
          browser.post(
              signIn.next(), "userName", "demo.grower", "password", "harvest", "decision", "allow");

      Stop toConnect = browser.get(browser.get(allowed.next()).next());
      Stop page = browser.follow(browser.get(fixture.server().baseUri() + "/connect/callback"));

      assertThat(toConnect.next().getPath())
          .isEqualTo(
              "/connections/"
                  + fixture.simulator().demoCredentials().clientKey()
                  + "/select-organizations");
      assertThat(browser.get(toConnect.next()).status()).isEqualTo(200);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.title()).isEqualTo("Nothing to share yet");
      assertThat(page.link("Choose organizations at John Deere").getPath())
          .endsWith("/connection-page");
      assertThat(browser.get(page.at()).title()).isEqualTo("Nothing to share yet");
    }
  }
}
