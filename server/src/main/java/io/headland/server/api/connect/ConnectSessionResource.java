package io.headland.server.api.connect;

import static java.util.stream.Collectors.toMap;

import io.headland.server.core.connect.ConnectSession.ConnectionPage;
import io.headland.server.core.connect.ConnectSessionStore;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.credential.CredentialStatus;
import io.headland.server.core.organization.BlockedReason;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.platform.http.Form;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/connect/visits/{visitId}`: the organizations of a connected account, and the selection among
/// them.
public final class ConnectSessionResource {
  private static final String VISIT = ConnectAddress.PATH + "/visits/{visitId}";

  private final OpenConnectSessions openVisits;
  private final ConnectSessionStore visits;
  private final GrowerAccount accounts;
  private final SignIns signIns;
  private final OrganizationPages pages;
  private final GuardedPages guarded;
  private final InstantSource clock;

  public ConnectSessionResource(
      OpenConnectSessions openVisits,
      ConnectSessionStore visits,
      GrowerAccount accounts,
      SignIns signIns,
      OrganizationPages pages,
      GuardedPages guarded,
      InstantSource clock) {
    this.openVisits = openVisits;
    this.visits = visits;
    this.accounts = accounts;
    this.signIns = signIns;
    this.pages = pages;
    this.guarded = guarded;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    add(routes, "GET", "", this::organizations);
    add(routes, "POST", "", this::save);
    add(routes, "GET", "/done", (visit, _, _) -> pages.done(visit, list(visit)));
    add(routes, "GET", "/sign-in", (visit, request, _) -> signIn(visit, request));
    add(routes, "GET", "/connection-page", (visit, request, _) -> repair(visit, request));
    add(routes, "GET", "/disconnect", (visit, _, session) -> askToDisconnect(visit, session));
    add(routes, "POST", "/disconnect", this::disconnect);
  }

  /// Handles requests of the browser that has the connect session.
  @FunctionalInterface
  private interface Page {
    Response of(OpenConnectSession visit, Request request, BrowserSession session)
        throws InterruptedException;
  }

  private void add(Routes routes, String method, String path, Page page) {
    guarded.addTo(routes, method, VISIT + path, request -> withVisit(request, page));
  }

  private Response withVisit(Request request, Page page) throws InterruptedException {
    Optional<BrowserSession> session = BrowserSession.of(request);
    if (session.isEmpty()) {
      return guarded.message(PageTheme.PLAIN, MessagePage.withoutCookies());
    }
    Optional<OpenConnectSession> visit = openVisits.find(request, session.get());
    return visit.isEmpty()
        ? guarded.message(PageTheme.PLAIN, MessagePage.ended())
        : page.of(visit.get(), request, session.get());
  }

  private Response organizations(OpenConnectSession visit, Request request, BrowserSession session)
      throws InterruptedException {
    Optional<CredentialStatus> status = accounts.status(visit.account());
    if (status.isEmpty() || status.get() == CredentialStatus.UNAUTHENTICATED) {
      return pages.notConnected(visit);
    }
    boolean listed = true;
    if (visit.visit().listingDue()
        || status.get() != CredentialStatus.OK
        || (list(visit).isEmpty() && visit.visit().connectionPage() == ConnectionPage.SEEN)) {
      listed = accounts.list(visit.account());
      if (listed) {
        visits.listed(visit.visit().owner(), visit.visit().id());
      }
    }
    return listed(visit, request, session, listed);
  }

  private Response listed(
      OpenConnectSession visit, Request request, BrowserSession session, boolean listed) {
    Optional<CredentialStatus> status = accounts.status(visit.account());
    List<ProviderOrganization> organizations = list(visit);
    if (status.isEmpty() || status.get() == CredentialStatus.UNAUTHENTICATED) {
      return pages.notConnected(visit);
    }
    if (organizations.isEmpty() && status.get() == CredentialStatus.TEMPORARILY_UNAVAILABLE) {
      return guarded.message(
          PageTheme.of(visit.link()),
          MessagePage.unavailable(visit.consent().providerName(), visit.path()));
    }
    Optional<ProviderOrganization> unconnected =
        organizations.stream()
            .filter(one -> one.blockedReason() == BlockedReason.NOT_CONNECTED)
            .findFirst();
    if (visit.visit().connectionPage() == ConnectionPage.DUE
        && (organizations.isEmpty() || unconnected.isPresent())) {
      return leave(visit, unconnected.map(ProviderOrganization::managementUri).orElse(""), request);
    }
    return pages.organizations(
        visit,
        session,
        new OrganizationPages.Shown(organizations, accounts.isOn(visit.account()), "", listed));
  }

  private Response signIn(OpenConnectSession visit, Request request) {
    return signIns
        .begin(visit, request)
        .map(uri -> Response.seeOther(uri.toString()))
        .orElseGet(() -> notSetUp(visit));
  }

  private Response repair(OpenConnectSession visit, Request request) {
    Optional<ProviderOrganization> organization =
        request
            .query("organization")
            .filter(Json::canBeKept)
            .flatMap(id -> accounts.organization(visit.account(), id));
    Optional<URI> page =
        organization.flatMap(OrganizationRow::repairPage).filter(visit.consent()::isOwnPage);
    if (page.isPresent()) {
      visits.leave(visit.visit().owner(), visit.visit().id(), clock.instant());
      return Response.seeOther(page.get().toString());
    }
    return leave(visit, organization.map(ProviderOrganization::managementUri).orElse(""), request);
  }

  private Response leave(OpenConnectSession visit, String managementUri, Request request) {
    Optional<URI> page = signIns.connectionPage(visit, managementUri, request);
    if (page.isEmpty()) {
      return notSetUp(visit);
    }
    visits.leave(visit.visit().owner(), visit.visit().id(), clock.instant());
    return Response.seeOther(page.get().toString());
  }

  private Response save(OpenConnectSession visit, Request request, BrowserSession session) {
    Form form = request.form();
    if (!session.isFormOfThis(form)) {
      return stale(visit);
    }
    OrganizationForm choice = OrganizationForm.of(form);
    if (choice.action() != OrganizationForm.Action.SAVE) {
      return pages.organizations(
          visit,
          session,
          new OrganizationPages.Shown(
              list(visit), choice.isOn(accounts.isOn(visit.account())), choice.query(), true));
    }
    Map<String, OrganizationStatus> wanted =
        choice.known().stream()
            .collect(
                toMap(
                    id -> id,
                    id ->
                        choice.shared().contains(id)
                            ? OrganizationStatus.SELECTED
                            : OrganizationStatus.PREVIEW));
    accounts.choose(visit.account(), wanted);
    return Response.seeOther(visit.path() + "/done");
  }

  private Response askToDisconnect(OpenConnectSession visit, BrowserSession session) {
    if (!visit.link().settings().disconnectEnabled()) {
      return guarded.message(PageTheme.of(visit.link()), MessagePage.ended());
    }
    return visit.visit().hasRecentSignIn(clock.instant())
        ? pages.disconnect(visit, session)
        : pages.signInToDisconnect(visit);
  }

  private Response disconnect(OpenConnectSession visit, Request request, BrowserSession session)
      throws InterruptedException {
    if (!visit.link().settings().disconnectEnabled() || !session.isFormOfThis(request.form())) {
      return stale(visit);
    }
    // Otherwise anyone with the link could disconnect the account.
    if (!visit.visit().hasRecentSignIn(clock.instant())) {
      return pages.signInToDisconnect(visit);
    }
    accounts.disconnect(visit.account());
    PageTheme look = PageTheme.of(visit.link());
    return guarded.message(
        look, MessagePage.disconnected(visit.consent().providerName(), look.who()));
  }

  private List<ProviderOrganization> list(OpenConnectSession visit) {
    return accounts.organizations(visit.account());
  }

  private Response stale(OpenConnectSession visit) {
    return guarded.message(PageTheme.of(visit.link()), MessagePage.staleForm(visit.path()));
  }

  private Response notSetUp(OpenConnectSession visit) {
    PageTheme look = PageTheme.of(visit.link());
    return guarded.message(look, MessagePage.notSetUp(visit.consent().providerName(), look.who()));
  }
}
