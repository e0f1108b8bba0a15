package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.connect.ConnectWorld.Link;
import io.headland.server.api.connect.Surfer.Stop;
import io.headland.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/// A grower whose account has no organization: John Deere provides no link to the connection page
/// then.
class EmptyAccountIT {
  @Test
  void isSentToTheConnectionPageOnceAndToldThatNothingIsShared() {
    try (ConnectWorld world =
        ConnectWorld.start(SimulatorOptions.defaults().withOrganizations(0))) {
      Link link = world.linkTo("JohnDeere", "empty", "{\"companyName\": \"Acme\"}");
      Surfer surfer = new Surfer();
      Stop welcome = surfer.get(link.address());
      Stop signIn = surfer.get(welcome.link("Continue to John Deere"));
      Stop allowed =
          surfer.post(
              signIn.next(), "userName", "demo.grower", "password", "harvest", "decision", "allow");

      Stop toConnect = surfer.get(surfer.get(allowed.next()).next());
      Stop page = surfer.follow(surfer.get(world.server().baseUri() + "/connect/callback"));

      assertThat(toConnect.next().getPath())
          .isEqualTo(
              "/connections/"
                  + world.simulator().demoCredentials().clientKey()
                  + "/select-organizations");
      assertThat(surfer.get(toConnect.next()).status()).isEqualTo(200);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.title()).isEqualTo("Nothing to share yet");
      assertThat(page.link("Choose organizations at John Deere").getPath())
          .endsWith("/connection-page");
      assertThat(surfer.get(page.at()).title()).isEqualTo("Nothing to share yet");
    }
  }
}
