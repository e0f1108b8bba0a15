package io.headland.server.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ServerFixture;
import io.headland.server.api.organization.GrowerAccount;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.control.DemoCredentials;
import io.headland.simulator.johndeere.world.Organization;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import tools.jackson.databind.JsonNode;

/// After any sequence of changes of status, credentials, accounts and configuration, exactly the
/// fields of `SELECTED` organizations, and of `BLOCKED` ones that were `SELECTED` before, are
/// visible: in lists, single reads, counts and explanations.
class FieldVisibilityPropertyIT {
  private static final Simulator SIMULATOR = simulator();
  private static final ServerFixture SERVER = ServerFixture.start(SIMULATOR.baseUri());
  private static final ApiClient API = SERVER.owner();
  private static final List<String> ORGS =
      SIMULATOR.control().world().organizations().stream().map(Organization::id).toList();
  private static final int LEAF_USERS = 2;
  private static final int GROWERS = 2;

  /// Two users with three organizations each; both have access to the first organization.
  private static Simulator simulator() {
    Simulator simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withOrganizations(3)
                .withUsers(GROWERS)
                .withFields(3)
                .withRotation(false));
    Organization shared = simulator.control().world().organizations().iterator().next();
    simulator
        .control()
        .putOrganization(shared.withMember(simulator.credentials(1).userName(), true));
    return simulator;
  }

  @AfterContainer
  static void stop() {
    SERVER.close();
    SIMULATOR.close();
  }

  enum Event {
    ATTACH,
    DETACH,
    MOVE,
    SELECT,
    DESELECT,
    SYNC,
    FORCE,
    ALL,
    SELECTED_ONLY,
    VANISH,
    REAPPEAR,
    DISCONNECT,
    CONNECT,
    REVOKE,
    DELETE_LEAF_USER
  }

  /// @param leafUser which of the Leaf users
  /// @param which organization or grower
  record Step(Event event, int leafUser, int which) {}

  @Provide
  Arbitrary<List<Step>> scripts() {
    Arbitrary<Event> events =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.of(Event.values())),
            Tuple.of(2, Arbitraries.of(Event.ATTACH, Event.SELECT, Event.SYNC, Event.DETACH)));
    return Combinators.combine(
            events,
            Arbitraries.integers().between(0, LEAF_USERS - 1),
            Arbitraries.integers().between(0, ORGS.size() - 1))
        .as(Step::new)
        .list()
        .ofMinSize(8)
        .ofMaxSize(24);
  }

  @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void exactlyTheFieldsOfSelectedOrganizationsAreVisible(@ForAll("scripts") List<Step> script) {
    ORGS.forEach(SIMULATOR.control()::restoreOrganization);
    ORGS.forEach(SIMULATOR.control()::connect);
    Try play = new Try();
    play.play(new Step(Event.ATTACH, 0, 0));
    play.check("at the start");
    List<Step> done = new ArrayList<>();
    for (Step step : script) {
      play.play(step);
      done.add(step);
      play.check(done.toString());
    }
  }

  /// One script with separate Leaf users.
  private static final class Try {
    private final List<FieldDataAccount> accounts = new ArrayList<>();
    private final List<String> grants = new ArrayList<>();

    Try() {
      for (int i = 0; i < LEAF_USERS; i++) {
        accounts.add(newLeafUser(i));
        grants.add("");
      }
    }

    private static FieldDataAccount newLeafUser(int number) {
      FieldDataAccount account =
          new FieldDataAccount(SERVER, API, GrowerAccount.createReadingFields(API));
      account.configure("customDataSync", false);
      account.grower().configure(number == 0 ? "ALL" : "SELECTED_ONLY");
      return account;
    }

    void play(Step step) {
      FieldDataAccount account = accounts.get(step.leafUser());
      String org = ORGS.get(step.which());
      switch (step.event()) {
        case ATTACH -> attach(step);
        case DETACH -> detach(account);
        case MOVE -> move(step.leafUser());
        // 404 if the account does not have the organization, 400 while it is BLOCKED.
        case SELECT -> assertThat(choose(account, org, "SELECTED")).isIn(200, 400, 404);
        case DESELECT -> assertThat(choose(account, org, "PREVIEW")).isIn(200, 400, 404);
        case SYNC -> sync(account, "");
        case FORCE -> sync(account, "?force=true");
        case ALL, SELECTED_ONLY -> {
          account.grower().configure(step.event().name());
          sync(account, "");
        }
        case VANISH -> SIMULATOR.control().removeOrganization(org);
        case REAPPEAR -> SIMULATOR.control().restoreOrganization(org);
        case DISCONNECT -> SIMULATOR.control().disconnect(org);
        case CONNECT -> SIMULATOR.control().connect(org);
        case REVOKE -> {
          if (!grants.get(step.leafUser()).isEmpty()) {
            SIMULATOR.control().revokeGrant(grants.set(step.leafUser(), ""));
            sync(account, "");
          }
        }
        case DELETE_LEAF_USER -> {
          assertThat(API.delete(account.grower().user("")).status()).isEqualTo(204);
          accounts.set(step.leafUser(), newLeafUser(step.leafUser()));
          grants.set(step.leafUser(), "");
        }
      }
      accounts.forEach(
          one -> Concurrency.await(() -> one.runs().stream().noneMatch(Try::isRunning)));
    }

    private static boolean isRunning(JsonNode run) {
      return FieldDataAccount.state(run).equals("RUNNING");
    }

    private void attach(Step step) {
      DemoCredentials given = SIMULATOR.credentials(step.which() % GROWERS);
      String grant = SIMULATOR.control().issueGrant(given.userName(), given.clientKey());
      grants.set(step.leafUser(), grant);
      accounts
          .get(step.leafUser())
          .grower()
          .attach(
              new DemoCredentials(
                  given.clientKey(),
                  given.clientSecret(),
                  grant,
                  given.userName(),
                  given.password()));
    }

    private static void detach(FieldDataAccount account) {
      assertThat(API.delete(account.grower().user("/john-deere-credentials")).status())
          .isIn(204, 404);
    }

    /// Moves a credential to the other Leaf user, which must not have one of the provider.
    private void move(int from) {
      ApiResponse credential = API.get(accounts.get(from).grower().user("/john-deere-credentials"));
      int to = 1 - from;
      FieldDataAccount target = accounts.get(to);
      detach(target);
      if (credential.status() == 200) {
        assertThat(
                API.put(
                        "/services/usermanagement/api/users",
                        """
                        {"id": "%s", "name": "Jane Smith", "email": "jane@example.com",
                         "johnDeereCredentials": {"id": "%s"}}
                        """
                            .formatted(
                                target.grower().leafUserId(),
                                credential.json().path("id").stringValue()))
                    .status())
            .isEqualTo(200);
        grants.set(to, grants.get(from));
        grants.set(from, "");
      } else {
        grants.set(to, "");
      }
    }

    private static int choose(FieldDataAccount account, String org, String status) {
      return account.grower().choose(org, status).status();
    }

    /// Status 400 or 404 if there is no valid credential.
    private static void sync(FieldDataAccount account, String query) {
      assertThat(account.grower().sync(query).status()).isIn(202, 400, 404);
    }

    void check(String script) {
      for (FieldDataAccount account : accounts) {
        new VisibleFieldData(account).assertFollowsOrganizations(script);
      }
      RecordedEvents.awaitPublished(SERVER);
      List<String> toldTwice =
          SERVER
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "select entity from event where type = 'field.created'"
                                  + " group by entity having count(*) > 1")
                          .mapTo(String.class)
                          .list());
      assertThat(toldTwice).as("fields created twice, after %s", script).isEmpty();
    }
  }
}
