package io.headland.server.api.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEventSort;
import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.engine.grant.CredentialCalls;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.credential.DeleteAccount;

/// `/users/{leafUserId}/<provider>-credentials` and its `/events`, the same for all providers. A
/// credential of a provider that Headland cannot call is stored without verification.
public final class CredentialResource {
  private static final String USERS = "/services/usermanagement/api/users/{leafUserId}/";
  private static final String ENTITY = "credentials";

  private final CredentialStore credentials;
  private final NewCredentials newCredentials;
  private final DeleteAccount deletion;
  private final EndSubscriptions subscriptions;
  private final CredentialEventStore events;
  private final CredentialCalls calls;
  private final CredentialView view;
  private final boolean replaceExisting;

  public CredentialResource(
      CredentialStore credentials,
      NewCredentials newCredentials,
      DeleteAccount deletion,
      EndSubscriptions subscriptions,
      CredentialEventStore events,
      CredentialCalls calls,
      CredentialView view,
      boolean replaceExisting) {
    this.credentials = credentials;
    this.newCredentials = newCredentials;
    this.deletion = deletion;
    this.subscriptions = subscriptions;
    this.events = events;
    this.calls = calls;
    this.view = view;
    this.replaceExisting = replaceExisting;
  }

  public void addTo(Routes routes) {
    for (Provider provider : Provider.values()) {
      for (String segment : provider.credentialShape().paths()) {
        String path = USERS + segment;
        routes
            .owned("GET", path, (owner, request) -> get(provider, owner, request))
            .owned("POST", path, (owner, request) -> post(provider, owner, request))
            .owned("DELETE", path, (owner, request) -> delete(provider, owner, request))
            .owned(
                "GET", path + "/events", (owner, request) -> listEvents(provider, owner, request));
      }
    }
  }

  private Response get(Provider provider, ApiOwnerId owner, Request request) {
    return Response.ok(view.of(find(provider, owner, request)));
  }

  private Response post(Provider provider, ApiOwnerId owner, Request request)
      throws InterruptedException {
    CredentialRequest body = CredentialRequest.of(provider.credentialShape(), request.body());
    AccountKey account = account(provider, owner, request);
    return switch (newCredentials.add(account, body.settings(), body.secrets(), replaceExisting)) {
      case NO_LEAF_USER -> throw notFound(provider);
      case EXISTS -> Response.problem(alreadyExists(provider), request);
      case CREATED ->
          Response.created(request.wholePath(), view.of(find(provider, owner, request)));
    };
  }

  private Response delete(Provider provider, ApiOwnerId owner, Request request)
      throws InterruptedException {
    AccountKey account = account(provider, owner, request);
    subscriptions.end(account);
    if (!deletion.delete(account)) {
      throw notFound(provider);
    }
    return Response.noContent();
  }

  private Response listEvents(Provider provider, ApiOwnerId owner, Request request) {
    Credential credential = find(provider, owner, request);
    PageRequest pageRequest = Pages.requested(request);
    CredentialEventSort sort =
        CredentialEventSort.of(SortParameter.of(request, CredentialEventSort.keys()));
    calls.flush();
    return Pages.response(
        request,
        pageRequest,
        events.list(owner, credential.id(), sort, pageRequest).map(CredentialEventView::of));
  }

  private Credential find(Provider provider, ApiOwnerId owner, Request request) {
    return credentials
        .find(account(provider, owner, request))
        .orElseThrow(() -> notFound(provider));
  }

  private static AccountKey account(Provider provider, ApiOwnerId owner, Request request) {
    LeafUserId leafUser =
        LeafUserId.parse(request.path("leafUserId")).orElseThrow(() -> notFound(provider));
    return new AccountKey(owner, leafUser, provider);
  }

  private static Problem alreadyExists(Provider provider) {
    return Problem.rule(
        400,
        ENTITY,
        "credentialAlreadyExists",
        "This Leaf user already has "
            + provider.credentialShape().userKey()
            + "; delete them first.");
  }

  private static ProblemException notFound(Provider provider) {
    return new ProblemException(
        Problem.rule(
            404,
            ENTITY,
            "credentialsNotFound",
            "There is no such Leaf user, or it has no "
                + provider.credentialShape().userKey()
                + "."));
  }
}
