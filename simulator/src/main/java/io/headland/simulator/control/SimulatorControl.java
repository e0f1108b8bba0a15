package io.headland.simulator.control;

import io.headland.simulator.fault.Fault;
import io.headland.simulator.fault.FaultRegistry;
import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.johndeere.JohnDeere;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Restriction;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.traffic.CallCounts;
import io.headland.simulator.traffic.ReceivedRequest;
import io.headland.simulator.traffic.RequestFilter;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/// Changes a running simulator. The control API over HTTP has the same operations.
///
/// A method that is given an organization, user or application that does not exist throws
/// [NoSuchElementException].
public final class SimulatorControl {
  private final LiveWorld live;
  private final JohnDeere site;
  private final FaultRegistry faults;
  private final RequestFilter.Records records;
  private final SettableClock clock;
  private final IdGenerator idGenerator;
  private final TrimbleControl trimble;

  public SimulatorControl(
      LiveWorld live,
      JohnDeere site,
      FaultRegistry faults,
      RequestFilter.Records records,
      SettableClock clock,
      IdGenerator idGenerator,
      TrimbleControl trimble) {
    this.live = live;
    this.site = site;
    this.faults = faults;
    this.records = records;
    this.clock = clock;
    this.idGenerator = idGenerator;
    this.trimble = trimble;
  }

  /// The current world.
  public World world() {
    return live.world();
  }

  /// Connects an organization to the first application.
  public void connect(String orgId) {
    connect(orgId, firstApplication());
  }

  public void connect(String orgId, String clientKey) {
    require(orgId);
    requireApplication(clientKey);
    site.connections().connect(orgId, clientKey);
  }

  /// Disconnects an organization from the first application. The last disconnection of a user ends
  /// the refresh token, unless the switch is off.
  public void disconnect(String orgId) {
    disconnect(orgId, firstApplication());
  }

  public void disconnect(String orgId, String clientKey) {
    require(orgId);
    requireApplication(clientKey);
    site.connections().disconnect(orgId, clientKey);
  }

  /// Removes an organization from all lists.
  public void removeOrganization(String orgId) {
    change(orgId, organization -> organization.removed(true));
  }

  public void restoreOrganization(String orgId) {
    change(orgId, organization -> organization.removed(false));
  }

  public void rename(String orgId, String name) {
    change(orgId, organization -> organization.withName(name));
  }

  /// Restricts an organization until its terms are accepted; lists no longer contain it.
  public void restrict(String orgId, String termsUri) {
    restrict(orgId, new Restriction(termsUri, false));
  }

  public void restrict(String orgId, Restriction restriction) {
    change(orgId, organization -> organization.restricted(restriction));
  }

  public void unrestrict(String orgId) {
    change(orgId, organization -> organization.restricted(null));
  }

  /// Withholds these link relations and no others; an empty list restores all.
  public void withholdRels(String orgId, String... rels) {
    change(orgId, organization -> organization.withholding(List.of(rels)));
  }

  /// The field data of an organization.
  public FieldDataControl fieldData(String orgId) {
    require(orgId);
    return new FieldDataControl(
        () -> requireOrganization(orgId).fieldData(),
        edit ->
            change(
                orgId,
                organization -> organization.withFieldData(edit.apply(organization.fieldData()))),
        clock,
        idGenerator,
        new FieldDataEvents(orgId, site.events()));
  }

  /// The field operations of an organization.
  public OperationControl operations(String orgId) {
    require(orgId);
    return new OperationControl(live, site, records.counter(), orgId);
  }

  /// The machines, implements and operators of an organization.
  public MachineryControl machinery(String orgId) {
    require(orgId);
    return new MachineryControl(site.operations().machinery(), orgId);
  }

  /// The events that are sent to applications.
  public EventControl events() {
    return new EventControl(site.events());
  }

  /// Registers a redirect address for the first application of John Deere and for Trimble's
  /// application.
  public void registerRedirectUri(String uri) {
    if (!URI.create(uri).isAbsolute()) {
      throw new IllegalArgumentException("redirectUri: must be an absolute address");
    }
    Application application = requireApplication(firstApplication());
    live.change(world -> world.with(application.withRedirectUri(uri)));
    trimble.registerRedirectUri(uri);
  }

  /// Controls the simulated Trimble.
  public TrimbleControl trimble() {
    return trimble;
  }

  /// Adds an organization or replaces the one with its id.
  public void putOrganization(Organization organization) {
    live.change(world -> world.with(organization));
  }

  /// Revokes a grant with all its tokens.
  public void revokeGrant(String refreshToken) {
    if (!site.grants().revoke(refreshToken)) {
      throw new NoSuchElementException("there is no such refresh token");
    }
  }

  /// Revokes a refresh token; access tokens remain valid until they expire.
  public void invalidateRefreshToken(String refreshToken) {
    if (!site.grants().revokeRefreshToken(refreshToken)) {
      throw new NoSuchElementException("there is no such active refresh token");
    }
  }

  /// Creates a grant of a user to an application, with every scope that the application may
  /// request.
  ///
  /// @return the refresh token
  public String issueGrant(String userName, String clientKey) {
    Application application = requireApplication(clientKey);
    if (live.world().findGrower(userName).isEmpty()) {
      throw new NoSuchElementException("there is no user '" + userName + "'");
    }
    return site.grants().grant(clientKey, userName, application.scopes());
  }

  public void addFault(Fault fault) {
    faults.add(fault);
  }

  public List<Fault> faults() {
    return faults.all();
  }

  public void clearFaults() {
    faults.clear();
  }

  /// The clock of the simulator.
  public SettableClock clock() {
    return clock;
  }

  /// The latest requests, oldest first.
  public List<ReceivedRequest> requests() {
    return records.log().all();
  }

  /// The number of requests received, including those no longer in the log.
  public long requestCount() {
    return records.log().count();
  }

  public void clearRequests() {
    records.log().clear();
  }

  /// The number of calls of each address by each user, and the number of those with the response
  /// 429. The counters are kept until they are cleared.
  public CallCounts callCounts() {
    return records.counter().read();
  }

  public void clearCallCounts() {
    records.counter().clear();
  }

  public Switches switches() {
    return live.switches();
  }

  public void changeSwitches(UnaryOperator<Switches> change) {
    live.changeSwitches(change);
  }

  private void change(String orgId, UnaryOperator<Organization> change) {
    require(orgId);
    live.change(world -> world.findOrganization(orgId).map(change).map(world::with).orElse(world));
  }

  private void require(String orgId) {
    Organization _ = requireOrganization(orgId);
  }

  private Organization requireOrganization(String orgId) {
    return live.world()
        .findOrganization(orgId)
        .orElseThrow(() -> new NoSuchElementException("there is no organization '" + orgId + "'"));
  }

  private Application requireApplication(String clientKey) {
    return live.world()
        .findApplication(clientKey)
        .orElseThrow(
            () -> new NoSuchElementException("there is no application '" + clientKey + "'"));
  }

  String firstApplication() {
    return live.world().applications().stream()
        .findFirst()
        .map(Application::clientKey)
        .orElseThrow(() -> new NoSuchElementException("the world has no application"));
  }
}
