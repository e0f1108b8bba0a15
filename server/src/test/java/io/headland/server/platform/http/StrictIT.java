package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.ServerFixture;
import io.headland.server.platform.safehttp.Receiver;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import java.time.Clock;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The setting `leaf.strict`. Every answer is compared with the contract without the keys that it
/// marks as added, so that an added key without [Added] fails here.
class StrictIT {
  private static final String USERS = "/services/usermanagement/api/users/";
  private static final OperationWalk WALK = new OperationWalk(OpenApiDocument.load());

  private final Receiver receiver = Receiver.start();
  private Simulator simulator;
  private ServerFixture server;
  private ApiClient owner;
  private OwnerResources ownerResources;

  @BeforeEach
  void start() throws InterruptedException {
    simulator = Simulator.start(SimulatorOptions.defaults());
    server = ServerFixture.start(simulator.baseUri(), Clock.systemUTC(), ConfigChange::strict);
    owner = server.owner().strictly();
    ownerResources =
        OwnerIsolationIT.createResources(
            server, owner, simulator.demoCredentials(), receiver.uri("").toString());
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
    simulator.close();
  }

  @Test
  void noOperationOfLeafReturnsAnAddedKey() {
    int answers = 0;
    for (OperationWalk.Step step : WALK.steps(ownerResources)) {
      if (step.isFirst() && !step.target().startsWith("/services/headland/")) {
        assertThat(step.send(owner).status()).as(step.toString()).isBetween(200, 299);
        answers++;
      }
    }
    assertThat(answers).isGreaterThan(50);
    ApiResponse problem = owner.get(USERS + "x");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.json().has("requestId")).isFalse();
    assertThat(owner.get("/services/nowhere").json().has("requestId")).isFalse();
  }

  @Test
  void organizationsOfJohnDeereAloneAreManaged() {
    String user = USERS + ownerResources.leafUserId();

    assertThat(owner.get(user + "/JohnDeere/organizations").status()).isEqualTo(200);
    assertThat(owner.get(user + "/Trimble/organizations").errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(owner.post(user + "/Trimble/organizations/sync").errorKey())
        .isEqualTo("providerNotSupported");
    assertThat(owner.get(user + "/organizations/Trimble").errorKey())
        .isEqualTo("credentialsNotFound");
  }

  @Test
  void anOrganizationThatIsRepairedBecomesAPreview() {
    String id = ownerResources.providerOrgId();
    String organizations = USERS + ownerResources.leafUserId() + "/JohnDeere/organizations";
    assertThat(owner.patch(organizations + "/" + id + "/SELECTED").status()).isEqualTo(200);
    simulator.control().disconnect(id);
    syncUntil(organizations, id, status -> status.equals("BLOCKED"));

    simulator.control().connect(id);
    syncUntil(organizations, id, status -> !status.equals("BLOCKED"));

    assertThat(status(organizations + "/" + id)).isEqualTo("PREVIEW");
  }

  /// A request for a sync may join a run that has read the list already.
  private void syncUntil(String organizations, String id, Predicate<String> wanted) {
    Concurrency.await(
        () -> {
          owner.post(organizations + "/sync");
          return wanted.test(status(organizations + "/" + id));
        });
  }

  private String status(String organization) {
    return owner.get(organization).json().path("status").stringValue();
  }
}
