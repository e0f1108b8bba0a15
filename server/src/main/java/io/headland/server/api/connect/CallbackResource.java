package io.headland.server.api.connect;

import io.headland.server.core.connect.LinkToken;
import io.headland.server.core.connect.OpenConnectSession;
import io.headland.server.core.connect.SignInStore;
import io.headland.server.core.connect.SignInStore.Completion;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.provider.AuthorizationResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// `/connect/callback`: the target of redirects of providers, from a sign-in with a state and from
/// a connection page without parameters.
public final class CallbackResource {
  private final SignInStore signInStore;
  private final SignIns signIns;
  private final OpenConnectSessions openSessions;
  private final GrowerAccount accounts;
  private final GuardedPages guarded;
  private final InstantSource clock;

  public CallbackResource(
      SignInStore signInStore,
      SignIns signIns,
      OpenConnectSessions openSessions,
      GrowerAccount accounts,
      GuardedPages guarded,
      InstantSource clock) {
    this.signInStore = signInStore;
    this.signIns = signIns;
    this.openSessions = openSessions;
    this.accounts = accounts;
    this.guarded = guarded;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    guarded.addTo(routes, "GET", ConnectAddress.PATH + "/callback", this::handleRedirect);
  }

  private Response handleRedirect(Request request) throws InterruptedException {
    Optional<BrowserSession> session = BrowserSession.of(request);
    if (session.isEmpty()) {
      return guarded.message(PageTheme.PLAIN, MessagePage.withoutCookies());
    }
    Optional<String> state = request.query("state");
    return state.isEmpty()
        ? fromConnectionPage(request, session.get())
        : fromSignIn(request, session.get(), Secret.of(state.get()));
  }

  private Response fromConnectionPage(Request request, BrowserSession session) {
    boolean isAuthorizationResponse =
        request.query("code").isPresent() || request.query("error").isPresent();
    return openSessions
        .findLatest(session)
        .filter(_ -> !isAuthorizationResponse)
        .map(connectSession -> Response.seeOther(connectSession.path()))
        .orElseGet(() -> guarded.message(PageTheme.PLAIN, MessagePage.wrongState()));
  }

  private Response fromSignIn(Request request, BrowserSession session, Secret state)
      throws InterruptedException {
    return switch (signInStore.complete(LinkToken.hash(state), session.hash(), clock.instant())) {
      case Completion.Unknown _ -> guarded.message(PageTheme.PLAIN, MessagePage.wrongState());
      case Completion.Again(UUID connectSession) -> again(session, connectSession);
      case Completion.First(UUID connectSession, Secret verifier, boolean scopesExtended) -> {
        Optional<OpenConnectSession> open = openSessions.find(connectSession.toString(), session);
        yield open.isEmpty()
            ? guarded.message(PageTheme.PLAIN, MessagePage.ended())
            : first(request, open.get(), verifier, scopesExtended);
      }
    };
  }

  /// After a reload, a double click or the back button: no action is repeated.
  private Response again(BrowserSession session, UUID id) {
    Optional<OpenConnectSession> connectSession = openSessions.find(id.toString(), session);
    if (connectSession.isEmpty()) {
      return guarded.message(PageTheme.PLAIN, MessagePage.ended());
    }
    String path = connectSession.get().path();
    return accounts.isConnected(connectSession.get().account())
        ? Response.seeOther(path)
        : guarded.message(PageTheme.of(connectSession.get().link()), MessagePage.finishing(path));
  }

  private Response first(
      Request request, OpenConnectSession connectSession, Secret verifier, boolean scopesExtended)
      throws InterruptedException {
    PageTheme theme = PageTheme.of(connectSession.link());
    String provider = connectSession.consent().providerName();
    String signIn = connectSession.path() + "/sign-in";
    return switch (AuthorizationResponse.of(request.query("code"), request.query("error"))) {
      case AuthorizationResponse.Declined _ ->
          guarded.message(theme, MessagePage.declined(provider, theme.sender(), signIn));
      case AuthorizationResponse.Unavailable _ ->
          guarded.message(theme, MessagePage.unavailable(provider, signIn));
      case AuthorizationResponse.Refused(String error)
          when scopesExtended && error.equals("invalid_scope") ->
          signIns
              .beginWithScopesOfKey(connectSession, request)
              .map(page -> Response.seeOther(page.toString()))
              .orElseGet(
                  () -> guarded.message(theme, MessagePage.notSetUp(provider, theme.sender())));
      case AuthorizationResponse.Refused(String error) ->
          guarded.message(theme, MessagePage.applicationRefused(provider, theme.sender(), error));
      case AuthorizationResponse.Code(Secret code) ->
          exchange(request, connectSession, code, verifier);
    };
  }

  private Response exchange(
      Request request, OpenConnectSession connectSession, Secret code, Secret verifier)
      throws InterruptedException {
    PageTheme theme = PageTheme.of(connectSession.link());
    String provider = connectSession.consent().providerName();
    String signIn = connectSession.path() + "/sign-in";
    return switch (signIns.finish(connectSession, code, verifier, request)) {
      case SignIns.End.Connected _ -> Response.seeOther(connectSession.path());
      case SignIns.End.UsedUp _ -> guarded.message(theme, MessagePage.usedUp(theme.sender()));
      case SignIns.End.Gone _ ->
          guarded.message(theme, MessagePage.notSetUp(provider, theme.sender()));
      case SignIns.End.CodeRefused _ ->
          guarded.message(theme, MessagePage.codeRefused(provider, signIn));
      case SignIns.End.ApplicationRefused(String error) ->
          guarded.message(theme, MessagePage.applicationRefused(provider, theme.sender(), error));
      case SignIns.End.Unavailable _ ->
          guarded.message(theme, MessagePage.unavailable(provider, signIn));
    };
  }
}
