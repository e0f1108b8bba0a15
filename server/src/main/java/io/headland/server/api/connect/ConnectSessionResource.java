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

/// `/connect/sessions/{sessionId}`: the organizations of a connected account, and the selection
/// among them.
public final class ConnectSessionResource {
  private static final String CONNECT_SESSION = ConnectAddress.PATH + "/sessions/{sessionId}";

  private final OpenConnectSessions openSessions;
  private final ConnectSessionStore connectSessions;
  private final GrowerAccount accounts;
  private final SignIns signIns;
  private final OrganizationPages pages;
  private final GuardedPages guarded;
  private final InstantSource clock;

  public ConnectSessionResource(
      OpenConnectSessions openSessions,
      ConnectSessionStore connectSessions,
      GrowerAccount accounts,
      SignIns signIns,
      OrganizationPages pages,
      GuardedPages guarded,
      InstantSource clock) {
    this.openSessions = openSessions;
    this.connectSessions = connectSessions;
    this.accounts = accounts;
    this.signIns = signIns;
    this.pages = pages;
    this.guarded = guarded;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    add(routes, "GET", "", this::organizations);
    add(routes, "POST", "", this::save);
    add(
        routes,
        "GET",
        "/done",
        (connectSession, _, _) -> pages.done(connectSession, list(connectSession)));
    add(routes, "GET", "/sign-in", (connectSession, request, _) -> signIn(connectSession, request));
    add(
        routes,
        "GET",
        "/connection-page",
        (connectSession, request, _) -> repair(connectSession, request));
    add(
        routes,
        "GET",
        "/disconnect",
        (connectSession, _, session) -> confirmDisconnect(connectSession, session));
    add(routes, "POST", "/disconnect", this::disconnect);
  }

  /// Handles requests of the browser that has the connect session.
  @FunctionalInterface
  private interface SessionPage {
    Response of(OpenConnectSession connectSession, Request request, BrowserSession session)
        throws InterruptedException;
  }

  private void add(Routes routes, String method, String path, SessionPage page) {
    guarded.addTo(
        routes, method, CONNECT_SESSION + path, request -> withConnectSession(request, page));
  }

  private Response withConnectSession(Request request, SessionPage page)
      throws InterruptedException {
    Optional<BrowserSession> session = BrowserSession.of(request);
    if (session.isEmpty()) {
      return guarded.message(PageTheme.PLAIN, MessagePage.withoutCookies());
    }
    Optional<OpenConnectSession> connectSession = openSessions.find(request, session.get());
    return connectSession.isEmpty()
        ? guarded.message(PageTheme.PLAIN, MessagePage.ended())
        : page.of(connectSession.get(), request, session.get());
  }

  private Response organizations(
      OpenConnectSession connectSession, Request request, BrowserSession session)
      throws InterruptedException {
    Optional<CredentialStatus> status = accounts.status(connectSession.account());
    if (status.isEmpty() || status.get() == CredentialStatus.UNAUTHENTICATED) {
      return pages.notConnected(connectSession);
    }
    boolean listed = true;
    if (connectSession.connectSession().listingDue()
        || status.get() != CredentialStatus.OK
        || (list(connectSession).isEmpty()
            && connectSession.connectSession().connectionPage() == ConnectionPage.SEEN)) {
      listed = accounts.list(connectSession.account());
      if (listed) {
        connectSessions.listed(
            connectSession.connectSession().owner(), connectSession.connectSession().id());
      }
    }
    return listed(connectSession, request, session, listed);
  }

  private Response listed(
      OpenConnectSession connectSession, Request request, BrowserSession session, boolean listed) {
    Optional<CredentialStatus> status = accounts.status(connectSession.account());
    List<ProviderOrganization> organizations = list(connectSession);
    if (status.isEmpty() || status.get() == CredentialStatus.UNAUTHENTICATED) {
      return pages.notConnected(connectSession);
    }
    if (organizations.isEmpty() && status.get() == CredentialStatus.TEMPORARILY_UNAVAILABLE) {
      return guarded.message(
          PageTheme.of(connectSession.link()),
          MessagePage.unavailable(connectSession.consent().providerName(), connectSession.path()));
    }
    Optional<ProviderOrganization> unconnected =
        organizations.stream()
            .filter(one -> one.blockedReason() == BlockedReason.NOT_CONNECTED)
            .findFirst();
    if (connectSession.connectSession().connectionPage() == ConnectionPage.DUE
        && (organizations.isEmpty() || unconnected.isPresent())) {
      return leave(
          connectSession, unconnected.map(ProviderOrganization::managementUri).orElse(""), request);
    }
    return pages.organizations(
        connectSession,
        session,
        new OrganizationPages.Shown(
            organizations, accounts.isOn(connectSession.account()), "", listed));
  }

  private Response signIn(OpenConnectSession connectSession, Request request) {
    return signIns
        .begin(connectSession, request)
        .map(uri -> Response.seeOther(uri.toString()))
        .orElseGet(() -> notSetUp(connectSession));
  }

  private Response repair(OpenConnectSession connectSession, Request request) {
    Optional<ProviderOrganization> organization =
        request
            .query("organization")
            .filter(Json::isStorable)
            .flatMap(id -> accounts.organization(connectSession.account(), id));
    Optional<URI> page =
        organization
            .flatMap(OrganizationRow::repairPage)
            .filter(connectSession.consent()::isOwnPage);
    if (page.isPresent()) {
      connectSessions.leave(
          connectSession.connectSession().owner(),
          connectSession.connectSession().id(),
          clock.instant());
      return Response.seeOther(page.get().toString());
    }
    return leave(
        connectSession, organization.map(ProviderOrganization::managementUri).orElse(""), request);
  }

  private Response leave(OpenConnectSession connectSession, String managementUri, Request request) {
    Optional<URI> page = signIns.connectionPage(connectSession, managementUri, request);
    if (page.isEmpty()) {
      return notSetUp(connectSession);
    }
    connectSessions.leave(
        connectSession.connectSession().owner(),
        connectSession.connectSession().id(),
        clock.instant());
    return Response.seeOther(page.get().toString());
  }

  private Response save(
      OpenConnectSession connectSession, Request request, BrowserSession session) {
    Form form = request.form();
    if (!session.isFormOfThis(form)) {
      return stale(connectSession);
    }
    OrganizationForm choice = OrganizationForm.of(form);
    if (choice.action() != OrganizationForm.Action.SAVE) {
      return pages.organizations(
          connectSession,
          session,
          new OrganizationPages.Shown(
              list(connectSession),
              choice.isOn(accounts.isOn(connectSession.account())),
              choice.query(),
              true));
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
    accounts.choose(connectSession.account(), wanted);
    return Response.seeOther(connectSession.path() + "/done");
  }

  private Response confirmDisconnect(OpenConnectSession connectSession, BrowserSession session) {
    if (!connectSession.link().settings().disconnectEnabled()) {
      return guarded.message(PageTheme.of(connectSession.link()), MessagePage.ended());
    }
    return connectSession.connectSession().hasRecentSignIn(clock.instant())
        ? pages.disconnect(connectSession, session)
        : pages.signInToDisconnect(connectSession);
  }

  private Response disconnect(
      OpenConnectSession connectSession, Request request, BrowserSession session)
      throws InterruptedException {
    if (!connectSession.link().settings().disconnectEnabled()
        || !session.isFormOfThis(request.form())) {
      return stale(connectSession);
    }
    // Otherwise anyone with the link could disconnect the account.
    if (!connectSession.connectSession().hasRecentSignIn(clock.instant())) {
      return pages.signInToDisconnect(connectSession);
    }
    accounts.disconnect(connectSession.account());
    PageTheme theme = PageTheme.of(connectSession.link());
    return guarded.message(
        theme, MessagePage.disconnected(connectSession.consent().providerName(), theme.sender()));
  }

  private List<ProviderOrganization> list(OpenConnectSession connectSession) {
    return accounts.organizations(connectSession.account());
  }

  private Response stale(OpenConnectSession connectSession) {
    return guarded.message(
        PageTheme.of(connectSession.link()), MessagePage.staleForm(connectSession.path()));
  }

  private Response notSetUp(OpenConnectSession connectSession) {
    PageTheme theme = PageTheme.of(connectSession.link());
    return guarded.message(
        theme, MessagePage.notSetUp(connectSession.consent().providerName(), theme.sender()));
  }
}
