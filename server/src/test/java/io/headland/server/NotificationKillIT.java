package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.platform.config.HeadlandConfig.NotificationConfig;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.EventControl;
import io.headland.simulator.control.FieldDataControl;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.johndeere.events.Subscription;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A node is killed after it has acknowledged a notification and before it has processed it.
class NotificationKillIT {
  private static final Duration DEBOUNCE = Duration.ofSeconds(6);

  @TempDir Path folder;

  @Test
  void aNotificationConfirmedByAKilledNodeIsReadByAnother() throws Exception {
    try (Simulator simulator =
            Simulator.start(SimulatorOptions.defaults().withSeed(7).withOrganizations(8));
        ForwardingProxy forwarder = new ForwardingProxy();
        ServerFixture survivor =
            ServerFixture.start(
                simulator.baseUri(),
                new MovableClock(),
                ConfigChange.notifications(new NotificationConfig(forwarder.uri(), DEBOUNCE)))) {
      forwarder.leadTo(survivor.baseUri());
      ApiClient api = survivor.owner();
      api.patch(
          "/services/config/api/configs",
          "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\"}");
      GrowerAccount account = GrowerAccount.createReadingFields(api);
      account.attach(simulator.demoCredentials());
      String org = account.idsWith("PREVIEW").getFirst();
      account.choose(org, "SELECTED");
      EventControl events = simulator.control().events();
      Concurrency.await(
          () ->
              events.subscriptions().stream().filter(Subscription::isListening).count() == 2
                  && !fields(account).isEmpty()
                  && nothingRuns(account));
      FieldDataControl fieldData = simulator.control().fieldData(org);
      FieldWithParents fieldWithParents =
          fieldData.fields(0, fieldData.fieldCount()).stream()
              .filter(one -> !one.field().archived())
              .findFirst()
              .orElseThrow();

      ServerSettings.in(folder)
          .nodeOf(survivor)
          .johnDeere(simulator.baseUri())
          .set("notifications.public-url", forwarder.uri())
          .set("notifications.debounce", DEBOUNCE.toSeconds() + "s")
          .set("sync.poll", "50ms")
          .write();
      try (ServerProcess victim = ServerProcess.run(folder, "serve")) {
        forwarder.leadTo(URI.create(victim.awaitReady()));
        int before = forwarder.passed().size();
        fieldData.renameField(fieldWithParents.field().id(), "Outlived");
        Concurrency.await(() -> forwarder.passed().size() > before);
        assertThat(forwarder.passed().getLast().status()).isEqualTo(204);
        victim.kill();
      }
      assertThat(fields(account)).doesNotContain("Outlived");
      Concurrency.await(() -> fields(account).contains("Outlived"));
    }
  }

  private static boolean nothingRuns(GrowerAccount account) {
    for (JsonNode run :
        account
            .api()
            .get("/services/headland/api/sync-runs?leafUserId=" + account.leafUserId())
            .json()) {
      if (run.path("state").stringValue().equals("RUNNING")) {
        return false;
      }
    }
    return true;
  }

  private static String fields(GrowerAccount account) {
    String path = "/services/fields/api/users/" + account.leafUserId() + "/fields";
    String fields = account.api().get(path).body();
    return fields.equals("[]") ? "" : fields;
  }
}
