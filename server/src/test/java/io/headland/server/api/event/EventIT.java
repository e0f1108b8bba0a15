package io.headland.server.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.http.ApiClient;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Events of credentials and organizations, each caused by a real change.
class EventIT {
  private static final String CREDENTIALS = "/john-deere-credentials";

  private Simulator simulator;
  private ServerFixture server;
  private ApiClient api;
  private DemoCredentials demo;
  private GrowerAccount account;
  private RecordedEvents recorded;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    server = ServerFixture.start(simulator.baseUri());
    api = server.owner();
    demo = simulator.demoCredentials();
    account = GrowerAccount.create(api);
    recorded = RecordedEvents.of(server, api, account.leafUserId());
  }

  @AfterEach
  void stop() {
    server.close();
    simulator.close();
  }

  @Test
  void aNewCredentialPublishesItselfAndItsOrganizations() {
    String credential = account.attach(demo).id();
    List<JsonNode> organizations = account.organizations();

    List<JsonNode> events = recorded.all();

    assertThat(events.getFirst().path("type").stringValue()).isEqualTo("credential.created");
    assertThat(events.getFirst().at("/data/credentialId").stringValue()).isEqualTo(credential);
    assertThat(events.getFirst().at("/data/status").stringValue()).isEqualTo("OK");
    assertThat(types(events)).doesNotContain("credential.status_changed");
    assertThat(events.getLast().path("type").stringValue()).isEqualTo("sync_run.succeeded");
    assertThat(events.getLast().at("/data/organizations/added").intValue())
        .isEqualTo(organizations.size());
    assertThat(ids(events, "organization.seen")).containsExactlyInAnyOrderElementsOf(all());
    assertThat(ids(events, "organization.blocked"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(account.idsWith("BLOCKED"));
    assertThat(ids(events, "organization.selected"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(account.idsWith("SELECTED"));
  }

  @Test
  void anEventContainsTheOrganizationAsTheApiReturnsIt() {
    account.attach(demo);
    List<JsonNode> events = recorded.all();

    for (JsonNode organization : account.organizations()) {
      String id = organization.path("providerOrgId").stringValue();
      JsonNode data = ofOrganization(events, "organization.seen", id).path("data");
      assertThat(data.path("leafUserId").stringValue()).isEqualTo(account.leafUserId());
      assertThat(data.path("provider").stringValue()).isEqualTo("JohnDeere");
      organization
          .propertyStream()
          .forEach(key -> assertThat(data.get(key.getKey())).isEqualTo(key.getValue()));
    }
  }

  @Test
  void aRepeatedChoiceOfACallerIsPublishedOnce() {
    account.attach(demo);
    String id = account.idsWith("SELECTED").getFirst();
    recorded.fromNow();

    account.choose(id, "PREVIEW");
    account.choose(id, "PREVIEW");
    account.choose(id, "SELECTED");

    List<JsonNode> events = recorded.all();
    assertThat(types(events)).containsExactly("organization.deselected", "organization.selected");
    assertThat(events.getFirst().at("/data/previousStatus").stringValue()).isEqualTo("SELECTED");
    assertThat(events.getFirst().at("/data/status").stringValue()).isEqualTo("PREVIEW");
  }

  @Test
  void aLostConnectionAndItsRepairArePublished() {
    account.attach(demo);
    String id = account.idsWith("SELECTED").getFirst();
    recorded.fromNow();

    simulator.control().disconnect(id);
    account.sync();
    JsonNode blocked = recorded.the("organization.blocked").path("data");
    simulator.control().connect(id);
    account.sync();
    JsonNode unblocked = recorded.the("organization.unblocked").path("data");

    assertThat(blocked.path("providerOrgId").stringValue()).isEqualTo(id);
    assertThat(blocked.path("blockedReason").stringValue()).isEqualTo("NOT_CONNECTED");
    assertThat(blocked.path("previousStatus").stringValue()).isEqualTo("SELECTED");
    assertThat(blocked.path("managementUri").stringValue()).isNotBlank();
    assertThat(unblocked.path("status").stringValue()).isEqualTo("SELECTED");
    assertThat(unblocked.has("blockedReason")).isFalse();
  }

  @Test
  void aChangedPolicyPublishesEachOrganizationThatItChanges() {
    account.attach(demo);
    List<String> selected = account.idsWith("SELECTED");
    recorded.fromNow();

    account.configure("SELECTED_ONLY");
    account.sync();

    assertThat(ids(recorded.all(), "organization.deselected"))
        .containsExactlyInAnyOrderElementsOf(selected);
  }

  @Test
  void aMassLossIsPublishedAsGuardedAndForNoOrganization() {
    account.attach(demo);
    account.idsWith("SELECTED").forEach(simulator.control()::removeOrganization);
    recorded.fromNow();

    account.sync();

    JsonNode event = recorded.the("sync_run.guarded");
    assertThat(event.at("/data/failure").stringValue()).isEqualTo("syncGuarded");
    assertThat(event.at("/data/organizations/blocked").intValue()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aRevokedGrantIsOneEventForAllItsOrganizations() {
    account.attach(demo);
    int open = account.idsWith("SELECTED").size();
    recorded.fromNow();

    simulator.control().revokeGrant(demo.refreshToken());
    account.sync();

    List<JsonNode> events = recorded.all();
    assertThat(events.getFirst().path("type").stringValue()).isEqualTo("credential.status_changed");
    assertThat(events.getFirst().at("/data/status").stringValue()).isEqualTo("UNAUTHENTICATED");
    assertThat(events.getFirst().at("/data/previousStatus").stringValue()).isEqualTo("OK");
    assertThat(events.getFirst().at("/data/error").stringValue()).isEqualTo("invalid_grant");
    assertThat(events.getFirst().at("/data/errorDescription").stringValue()).isNotBlank();
    assertThat(events.getFirst().at("/data/organizationsBlocked").intValue()).isEqualTo(open);
    assertThat(ids(events, "organization.blocked")).isEmpty();
    assertThat(events.getLast().path("type").stringValue()).isEqualTo("sync_run.failed");
    assertThat(events.getLast().at("/data/failure").stringValue())
        .isEqualTo("credentialsUnauthenticated");
  }

  @Test
  void aReplacedCredentialNamesTheOneBefore() {
    String first = account.attach(demo).id();
    recorded.fromNow();

    String second = account.attach(demo).id();

    JsonNode data = recorded.the("credential.replaced").path("data");
    assertThat(data.path("credentialId").stringValue()).isEqualTo(second);
    assertThat(data.path("previousCredentialId").stringValue()).isEqualTo(first);
  }

  @Test
  void aRemovedCredentialTakesItsOrganizationsAlong() {
    String credential = account.attach(demo).id();
    List<String> organizations = all();
    recorded.fromNow();

    assertThat(api.delete(account.user(CREDENTIALS)).status()).isEqualTo(204);

    List<JsonNode> events = recorded.all();
    assertThat(ids(events, "organization.removed"))
        .containsExactlyInAnyOrderElementsOf(organizations);
    assertThat(events.getLast().path("type").stringValue()).isEqualTo("credential.removed");
    assertThat(events.getLast().at("/data/credentialId").stringValue()).isEqualTo(credential);
  }

  @Test
  void aRemovedLeafUserTakesItsCredentialsAlong() {
    account.attach(demo);
    api.post(
        account.user("/raven-credentials"),
        "{\"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\"}");
    int organizations = all().size();
    recorded.fromNow();

    assertThat(api.delete(account.user("")).status()).isEqualTo(204);

    List<JsonNode> events = recorded.all();
    assertThat(ids(events, "organization.removed")).hasSize(organizations);
    assertThat(events)
        .filteredOn(event -> event.path("type").stringValue().equals("credential.removed"))
        .extracting(event -> event.path("provider").stringValue())
        .containsExactlyInAnyOrder("JohnDeere", "Raven");
  }

  @Test
  void aCredentialThatMovesLeavesOneLeafUserAndComesToTheOther() {
    String credential = account.attach(demo).id();
    List<String> organizations = all();
    GrowerAccount other = GrowerAccount.create(api);
    RecordedEvents toldOfOther = RecordedEvents.of(server, api, other.leafUserId());
    recorded.fromNow();

    api.patch(other.user(""), "{\"johnDeereCredentials\": {\"id\": \"" + credential + "\"}}");

    List<JsonNode> left = recorded.all();
    List<JsonNode> came = toldOfOther.all();
    assertThat(ids(left, "organization.removed"))
        .containsExactlyInAnyOrderElementsOf(organizations);
    assertThat(left.getLast().at("/data/movedToLeafUserId").stringValue())
        .isEqualTo(other.leafUserId());
    assertThat(ids(came, "organization.seen")).containsExactlyInAnyOrderElementsOf(organizations);
    assertThat(came.getLast().path("type").stringValue()).isEqualTo("credential.created");
    assertThat(came.getLast().at("/data/movedFromLeafUserId").stringValue())
        .isEqualTo(account.leafUserId());
  }

  @Test
  void aRequestThatChangesNothingPublishesNothing() {
    account.attach(demo);
    recorded.fromNow();

    account.sync();
    account.choose(account.idsWith("BLOCKED").getFirst(), "SELECTED");
    api.post(account.user(CREDENTIALS), "{}");

    assertThat(recorded.types()).isEmpty();
  }

  @Test
  void noEventHoldsASecret() {
    account.attach(demo);
    simulator.control().revokeGrant(demo.refreshToken());
    account.sync();
    recorded.fromNow();

    assertThat(api.get("/services/headland/api/events?limit=1000").body())
        .contains("credential.status_changed")
        .doesNotContain(demo.clientSecret(), demo.refreshToken());
  }

  private List<String> all() {
    return account.organizations().stream()
        .map(organization -> organization.path("providerOrgId").stringValue())
        .toList();
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.path("type").stringValue()).toList();
  }

  private static List<String> ids(List<JsonNode> events, String type) {
    return events.stream()
        .filter(event -> event.path("type").stringValue().equals(type))
        .map(event -> Objects.toString(event.at("/data/providerOrgId").stringValue()))
        .toList();
  }

  private static JsonNode ofOrganization(List<JsonNode> events, String type, String id) {
    return events.stream()
        .filter(event -> event.path("type").stringValue().equals(type))
        .filter(event -> event.at("/data/providerOrgId").stringValue().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
