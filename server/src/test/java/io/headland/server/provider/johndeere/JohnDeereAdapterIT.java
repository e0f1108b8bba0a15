package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.config.JohnDeereConfig;
import io.headland.server.config.Secret;
import io.headland.server.config.UpstreamConfig;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.GrantRefresh;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationLookup;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.ProviderCall;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderFailure.BrokenAnswer;
import io.headland.server.provider.ProviderFailure.Throttled;
import io.headland.server.provider.ProviderFailure.Unauthorized;
import io.headland.server.provider.ProviderFailure.Unavailable;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.johndeere.OrganizationsQuery.Signature;
import io.headland.server.provider.johndeere.Reading.Read;
import io.headland.server.upstream.UpstreamAnswer.Answered;
import io.headland.server.upstream.UpstreamClient;
import io.headland.simulator.DemoCredentials;
import io.headland.simulator.Fault;
import io.headland.simulator.Simulator;
import io.headland.simulator.SimulatorOptions;
import io.headland.simulator.johndeere.world.Switches.Changed;
import io.headland.simulator.johndeere.world.Switches.PagingStyle;
import io.headland.simulator.johndeere.world.Switches.Unchanged;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JohnDeereAdapterIT {
  private static final Cursor START = new Cursor.Start();
  private static final String LIST = "/platform/organizations";

  /// The first page as Deere gives it to a call without a signature.
  private static final Cursor PAGED = new Cursor.Continue(ListingPosition.FIRST.toText());

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withPort(0).withSeed(7).withOrganizations(45));
  private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
  private final JohnDeereConfig config =
      new JohnDeereConfig(
          simulator.baseUri().resolve("/platform"),
          simulator.baseUri().resolve("/platform"),
          simulator.baseUri().resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/token"));
  private final UpstreamClient upstream = clientWaiting(Duration.ofSeconds(20));
  private final JohnDeereAdapter adapter = new JohnDeereAdapter(config, upstream);

  @AfterEach
  void close() {
    upstream.close();
    simulator.close();
  }

  @Test
  void refreshesAGrant() throws InterruptedException {
    var granted = (GrantRefresh.Granted) adapter.refresh(credential(), calls::add);

    assertThat(granted.refreshToken())
        .isEqualTo(Secret.of(simulator.demoCredentials().refreshToken()));
    assertThat(granted.lifetime()).isEqualTo(Duration.ofHours(12));
    assertThat(adapter.leafScopes(granted.providerScopes())).contains("FIELDS:READ");
    assertThat(calls.toString()).doesNotContain(granted.accessToken().reveal());
  }

  @Test
  void keepsARotatedRefreshToken() throws InterruptedException {
    simulator.control().switchTo(switches -> switches.withRotation(true));

    var granted = (GrantRefresh.Granted) adapter.refresh(credential(), calls::add);

    assertThat(granted.refreshToken())
        .isNotEqualTo(Secret.of(simulator.demoCredentials().refreshToken()));
    assertThat(adapter.refresh(credential(), calls::add))
        .isEqualTo(new GrantRefresh.Refused("invalid_grant"));
    assertThat(adapter.refresh(credentialWith(granted.refreshToken()), calls::add))
        .isInstanceOf(GrantRefresh.Granted.class);
  }

  @Test
  void findsOutThatAGrantIsDead() throws InterruptedException {
    simulator.control().revokeGrant(simulator.demoCredentials().refreshToken());

    assertThat(adapter.refresh(credential(), calls::add))
        .isEqualTo(new GrantRefresh.Refused("invalid_grant"));
  }

  @Test
  void findsOutThatTheClientIsWrong() throws InterruptedException {
    var demo = simulator.demoCredentials();
    var wrong = credential(demo, "wrong", Secret.of(demo.refreshToken()));

    assertThat(adapter.refresh(wrong, calls::add))
        .isEqualTo(new GrantRefresh.Refused("invalid_client"));
  }

  @Test
  void listsAllOrganizationsWithOneCall() throws InterruptedException {
    var last = (Fetch.Last<OrganizationRecord>) fetch(signIn(), START);

    assertThat(last.records()).hasSize(45).doesNotHaveDuplicates();
    assertThat(last.records())
        .extracting(OrganizationRecord::access)
        .contains(OrganizationAccess.CONNECTED, OrganizationAccess.NOT_CONNECTED);
    assertThat(last.records())
        .filteredOn(it -> it.access() == OrganizationAccess.NOT_CONNECTED)
        .allSatisfy(it -> assertThat(it.managementUri()).contains("/select-organizations"));
    assertThat(last.signature()).isNotBlank();
    assertThat(callsOf(LIST)).hasSize(1);
  }

  /// Links name `api.deere.com`, which was not called and must not be.
  @ParameterizedTest
  @EnumSource(PagingStyle.class)
  void listsAllOrganizationsOverPages(PagingStyle style) throws InterruptedException {
    simulator
        .control()
        .switchTo(
            switches ->
                switches.withPaging(style).withLinkBase(URI.create("https://api.deere.com")));
    ProviderSession session = signIn();
    List<OrganizationRecord> all = new ArrayList<>();

    Cursor next = PAGED;
    while (fetch(session, next)
        instanceof Fetch.More(var records, Cursor after, String signature)) {
      assertThat(signature).isEmpty();
      all.addAll(records);
      next = after;
    }
    all.addAll(((Fetch.Last<OrganizationRecord>) fetch(session, next)).records());

    assertThat(all).hasSize(45).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Unchanged.class)
  void paysOneCallForWhatIsUnchanged(Unchanged answer) throws InterruptedException {
    simulator.control().switchTo(switches -> switches.withSignatureUnchanged(answer));
    ProviderSession session = signIn();
    Cursor again = new Cursor.StartIfChanged(listed(session).signature());

    assertThat(fetch(session, again)).isInstanceOf(Fetch.Unchanged.class);
    assertThat(fetch(session, again)).isInstanceOf(Fetch.Unchanged.class);
    assertThat(callsOf(LIST)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Changed.class)
  void noticesAChangeAndListsAnew(Changed answer) throws InterruptedException {
    simulator.control().switchTo(switches -> switches.withSignatureChanged(answer));
    ProviderSession session = signIn();
    var before = listed(session);
    String renamed = before.records().getFirst().providerOrgId();
    simulator.control().rename(renamed, "Renamed");
    simulator.control().vanish(before.records().getLast().providerOrgId());

    assertThat(fetch(session, new Cursor.StartIfChanged(before.signature())))
        .isInstanceOf(Fetch.Changed.class);

    var after = listed(session);
    assertThat(after.records()).hasSize(44);
    assertThat(after.records())
        .filteredOn(it -> it.providerOrgId().equals(renamed))
        .extracting(OrganizationRecord::name)
        .containsExactly("Renamed");
    assertThat(after.signature()).isNotEqualTo(before.signature());
  }

  @Test
  void seesThatAConnectionWasLost() throws InterruptedException {
    ProviderSession session = signIn();
    String lost = connected(session).providerOrgId();
    simulator.control().disconnect(lost);

    assertThat(listed(session).records())
        .filteredOn(it -> it.providerOrgId().equals(lost))
        .extracting(OrganizationRecord::access)
        .containsExactly(OrganizationAccess.NOT_CONNECTED);
  }

  @Test
  void tellsARestrictedOrganizationFromAVanishedOne() throws InterruptedException {
    ProviderSession session = signIn();
    List<OrganizationRecord> all = listed(session).records();
    String restricted = all.get(0).providerOrgId();
    String vanished = all.get(1).providerOrgId();
    simulator.control().restrict(restricted, "https://terms.deere.test/accept");
    simulator.control().vanish(vanished);

    assertThat(listed(session).records()).hasSize(43);
    assertThat(adapter.lookUpOrganization(session, restricted))
        .isEqualTo(new OrganizationLookup.ActionRequired("https://terms.deere.test/accept"));
    assertThat(adapter.lookUpOrganization(session, vanished))
        .isEqualTo(new OrganizationLookup.NotVisible());
    assertThat(adapter.lookUpOrganization(session, all.get(2).providerOrgId()))
        .isEqualTo(new OrganizationLookup.Found(all.get(2)));
  }

  @Test
  void supportsEveryFilterOfTheListing() throws InterruptedException {
    ProviderSession session = signIn();
    OrganizationRecord wanted = connected(session);
    String user = simulator.demoCredentials().userName();

    var byId = new OrganizationsQuery("", wanted.providerOrgId(), "", new Signature.Unsaid());
    var byName = new OrganizationsQuery(user, "", wanted.name(), new Signature.Unsaid());
    var bySomebody = new OrganizationsQuery(user, "", "", new Signature.Unknown());

    assertThat(ask(session, byId)).containsExactly(wanted);
    assertThat(ask(session, byName)).contains(wanted);
    assertThat(ask(session, bySomebody)).contains(wanted);
  }

  @Test
  void noticesThatATokenRanOut() throws InterruptedException {
    ProviderSession session = signIn();
    simulator.control().addFault(Fault.expireToken().onPath(LIST));

    assertThat(failure(session)).isEqualTo(new Unauthorized());
    assertThat(listed(signIn()).records()).hasSize(45);
  }

  @Test
  void waitsAsLongAsDeereAsks() throws InterruptedException {
    ProviderSession session = signIn();
    simulator.control().addFault(Fault.status(429).onPath(LIST).retryAfter(Duration.ofMinutes(2)));

    assertThat(failure(session)).isEqualTo(new Throttled(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void mayTryAgainWhenDeereIsDown(int status) throws InterruptedException {
    ProviderSession session = signIn();
    simulator.control().addFault(Fault.status(status).onPath(LIST));

    assertThat(failure(session)).isInstanceOf(Unavailable.class);
  }

  @Test
  void believesNoBrokenAnswer() throws InterruptedException {
    ProviderSession session = signIn();
    for (Fault fault :
        List.of(Fault.cutBody(), Fault.brokenJson(), Fault.htmlPage(200), Fault.htmlPage(403))) {
      simulator.control().addFault(fault.onPath(LIST));

      assertThat(failure(session)).as(fault.toString()).isInstanceOf(BrokenAnswer.class);
    }
  }

  @Test
  void mayTryAgainWhenDeereIsTooSlow() throws InterruptedException {
    ProviderSession session = signIn();
    simulator.control().addFault(Fault.slow(Duration.ofSeconds(30)).onPath(LIST));

    try (var hasty = clientWaiting(Duration.ofMillis(500))) {
      var fetch = new JohnDeereAdapter(config, hasty).fetchOrganizations(session, START);

      assertThat(((Fetch.Failed<OrganizationRecord>) fetch).failure())
          .isInstanceOf(Unavailable.class);
    }
  }

  private static UpstreamClient clientWaiting(Duration limit) {
    var limits = new UpstreamConfig(Duration.ofSeconds(5), limit);
    return new UpstreamClient(limits, "test", Clock.systemUTC());
  }

  private ProviderSession signIn() throws InterruptedException {
    var granted = (GrantRefresh.Granted) adapter.refresh(credential(), calls::add);
    return new ProviderSession(credential(), granted.accessToken(), calls::add);
  }

  private Fetch<OrganizationRecord> fetch(ProviderSession session, Cursor from)
      throws InterruptedException {
    return adapter.fetchOrganizations(session, from);
  }

  private Fetch.Last<OrganizationRecord> listed(ProviderSession session)
      throws InterruptedException {
    return (Fetch.Last<OrganizationRecord>) fetch(session, START);
  }

  private OrganizationRecord connected(ProviderSession session) throws InterruptedException {
    return listed(session).records().stream()
        .filter(it -> it.access() == OrganizationAccess.CONNECTED)
        .findFirst()
        .orElseThrow();
  }

  private ProviderFailure failure(ProviderSession session) throws InterruptedException {
    return ((Fetch.Failed<OrganizationRecord>) fetch(session, START)).failure();
  }

  private List<OrganizationRecord> ask(ProviderSession session, OrganizationsQuery query)
      throws InterruptedException {
    var answer = (Answered) new JohnDeereClient(config, upstream).organizations(session, query);
    var page = (Read<OrganizationsPage>) new JohnDeereMapper().page(answer.body());
    return page.content().organizations();
  }

  private List<ProviderCall> callsOf(String path) {
    return calls.stream().filter(call -> call.target().endsWith(path)).toList();
  }

  private ProviderCredential credential() {
    return credentialWith(Secret.of(simulator.demoCredentials().refreshToken()));
  }

  private ProviderCredential credentialWith(Secret refreshToken) {
    var demo = simulator.demoCredentials();
    return credential(demo, demo.clientSecret(), refreshToken);
  }

  private static ProviderCredential credential(
      DemoCredentials demo, String clientSecret, Secret refreshToken) {
    return new ProviderCredential(
        Map.of("clientKey", demo.clientKey(), "clientEnvironment", "STAGE"),
        Map.of("clientSecret", Secret.of(clientSecret), "refreshToken", refreshToken));
  }
}
