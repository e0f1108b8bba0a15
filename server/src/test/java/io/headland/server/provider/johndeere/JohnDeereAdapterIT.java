package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ProviderCall;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.Reading.Read;
import io.headland.simulator.johndeere.world.Switches.Changed;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import io.headland.simulator.johndeere.world.Switches.Unchanged;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The adapter's whole trade, against the simulator.
@Timeout(60)
class JohnDeereAdapterIT {
  private static final Cursor START = new Cursor.Start();

  /// The first page as Deere gives it to a call without a signature.
  private static final Cursor PAGED =
      new Cursor.Continue(ListingPosition.first("/organizations").toText());

  private final SimulatedDeere deere = new SimulatedDeere();

  @AfterEach
  void close() {
    deere.close();
  }

  @Test
  void refreshesAGrant() throws InterruptedException {
    var granted = (GrantRefresh.Granted) deere.refresh();

    assertThat(granted.refreshToken()).isEqualTo(Secret.of(deere.demo().refreshToken()));
    assertThat(granted.lifetime()).isEqualTo(Duration.ofHours(12));
    assertThat(deere.adapter().leafScopes(granted.providerScopes())).contains("FIELDS:READ");
    assertThat(deere.calls().toString()).doesNotContain(granted.accessToken().reveal());
  }

  @Test
  void keepsARotatedRefreshToken() throws InterruptedException {
    deere.control().changeSwitches(switches -> switches.withRotation(true));

    var granted = (GrantRefresh.Granted) deere.refresh();

    assertThat(granted.refreshToken()).isNotEqualTo(Secret.of(deere.demo().refreshToken()));
    assertThat(deere.refresh()).isInstanceOf(GrantRefresh.Refused.class);
    assertThat(deere.refresh(granted.refreshToken())).isInstanceOf(GrantRefresh.Granted.class);
  }

  @Test
  void findsOutThatAGrantIsDead() throws InterruptedException {
    deere.control().revokeGrant(deere.demo().refreshToken());

    assertThat(deere.refresh()).isInstanceOf(GrantRefresh.Refused.class);
  }

  @Test
  void findsOutThatTheClientIsWrong() throws InterruptedException {
    var wrong = deere.credential("wrong", Secret.of(deere.demo().refreshToken()));

    assertThat(deere.adapter().refresh(wrong, deere.calls()::add))
        .isInstanceOfSatisfying(
            GrantRefresh.Failed.class,
            failed ->
                assertThat(failed.failure())
                    .isInstanceOfSatisfying(
                        ProviderFailure.ApplicationRefused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("invalid_client")));
  }

  @Test
  void listsAllOrganizationsWithOneCall() throws InterruptedException {
    var last = (Fetch.Last<OrganizationRecord>) deere.fetch(deere.signIn(), START);

    assertThat(last.records()).hasSize(45).doesNotHaveDuplicates();
    assertThat(last.records())
        .extracting(OrganizationRecord::access)
        .contains(OrganizationAccess.CONNECTED, OrganizationAccess.NOT_CONNECTED);
    assertThat(last.records())
        .filteredOn(it -> it.access() == OrganizationAccess.NOT_CONNECTED)
        .allSatisfy(it -> assertThat(it.managementUri()).contains("/select-organizations"));
    assertThat(last.signature()).isNotBlank();
    assertThat(listings()).hasSize(1);
  }

  /// Links name `api.deere.com`, which was not called and must not be.
  @ParameterizedTest
  @EnumSource(PagingStyle.class)
  void listsAllOrganizationsOverPages(PagingStyle style) throws InterruptedException {
    deere
        .control()
        .changeSwitches(
            switches ->
                switches.withPaging(style).withLinkBase(URI.create("https://api.deere.com")));
    ProviderSession session = deere.signIn();
    List<OrganizationRecord> all = new ArrayList<>();

    Cursor next = PAGED;
    while (deere.fetch(session, next) instanceof Fetch.More(var records, Cursor after)) {
      all.addAll(records);
      next = after;
    }
    all.addAll(((Fetch.Last<OrganizationRecord>) deere.fetch(session, next)).records());

    assertThat(all).hasSize(45).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Unchanged.class)
  void paysOneCallForWhatIsUnchanged(Unchanged response) throws InterruptedException {
    deere.control().changeSwitches(switches -> switches.withSignatureUnchanged(response));
    ProviderSession session = deere.signIn();
    Fetch.Last<OrganizationRecord> before = deere.listed(session);
    Cursor again = new Cursor.StartIfChanged(before.signature());
    // Without a signature in the answer the records in it are compared, and the known one stays.
    Fetch<OrganizationRecord> unchanged =
        response == Unchanged.NO_SIGNATURE ? before : new Fetch.Unchanged<>();

    assertThat(deere.fetch(session, again)).isEqualTo(unchanged);
    assertThat(deere.fetch(session, again)).isEqualTo(unchanged);
    assertThat(listings()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Changed.class)
  void detectsAChange(Changed response) throws InterruptedException {
    deere.control().changeSwitches(switches -> switches.withSignatureChanged(response));
    ProviderSession session = deere.signIn();
    var before = deere.listed(session);
    String renamed = before.records().getFirst().providerOrgId();
    deere.control().rename(renamed, "Renamed");
    deere.control().removeOrganization(before.records().getLast().providerOrgId());

    assertThat(deere.fetch(session, new Cursor.StartIfChanged(before.signature())))
        .isInstanceOf(Fetch.Changed.class);

    var after = deere.listed(session);
    assertThat(after.records()).hasSize(44);
    assertThat(after.records())
        .filteredOn(it -> it.providerOrgId().equals(renamed))
        .extracting(OrganizationRecord::name)
        .containsExactly("Renamed");
    assertThat(after.signature()).isNotEqualTo(before.signature());
  }

  @Test
  void seesThatAConnectionWasLost() throws InterruptedException {
    ProviderSession session = deere.signIn();
    String lost = connected(session).providerOrgId();
    deere.control().disconnect(lost);

    assertThat(deere.listed(session).records())
        .filteredOn(it -> it.providerOrgId().equals(lost))
        .extracting(OrganizationRecord::access)
        .containsExactly(OrganizationAccess.NOT_CONNECTED);
  }

  @Test
  void tellsARestrictedOrganizationFromAVanishedOne() throws InterruptedException {
    ProviderSession session = deere.signIn();
    List<OrganizationRecord> all = deere.listed(session).records();
    String restricted = all.get(0).providerOrgId();
    String vanished = all.get(1).providerOrgId();
    deere.control().restrict(restricted, "https://terms.deere.test/accept");
    deere.control().removeOrganization(vanished);

    assertThat(deere.listed(session).records()).hasSize(43);
    assertThat(deere.adapter().lookUpOrganization(session, restricted))
        .isEqualTo(new OrganizationLookup.ActionRequired("https://terms.deere.test/accept"));
    assertThat(deere.adapter().lookUpOrganization(session, vanished))
        .isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(deere.adapter().lookUpOrganization(session, all.get(2).providerOrgId()))
        .isEqualTo(new OrganizationLookup.Found(all.get(2)));
  }

  @Test
  void supportsEveryFilterOfTheListing() throws InterruptedException {
    ProviderSession session = deere.signIn();
    OrganizationRecord wanted = connected(session);
    String user = deere.demo().userName();

    var byId = new OrganizationsQuery("", wanted.providerOrgId(), "");
    var byName = new OrganizationsQuery(user, "", wanted.name());
    var bySomebody = new OrganizationsQuery(user, "", "");

    assertThat(ask(session, byId)).containsExactly(wanted);
    assertThat(ask(session, byName)).contains(wanted);
    assertThat(ask(session, bySomebody)).contains(wanted);
  }

  private OrganizationRecord connected(ProviderSession session) throws InterruptedException {
    return deere.listed(session).records().stream()
        .filter(it -> it.access() == OrganizationAccess.CONNECTED)
        .findFirst()
        .orElseThrow();
  }

  private List<OrganizationRecord> ask(ProviderSession session, OrganizationsQuery query)
      throws InterruptedException {
    var response =
        (Complete) deere.client().listing(session, query.toPath(), new ListingSignature.First(""));
    var page = (Read<ListingPage<OrganizationRecord>>) new JohnDeereMapper().page(response.body());
    return page.content().records();
  }

  private List<ProviderCall> listings() {
    return deere.calls().stream().filter(it -> it.target().endsWith("/organizations")).toList();
  }
}
