package io.headland.server.api.credential;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialEventSort;
import io.headland.server.core.credential.CredentialEventStore;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.credential.DeleteCredential;

/// `/users/{leafUserId}/<provider>-credentials` and its `/events`, the same for every provider.
/// What is posted for a provider that Headland cannot call is kept, and nobody is asked what it is
/// worth.
public final class CredentialResource {
  private static final String USERS = "/services/usermanagement/api/users/{leafUserId}/";
  private static final String ENTITY = "credentials";

  private final CredentialStore credentials;
  private final NewCredentials newCredentials;
  private final DeleteCredential deletion;
  private final EndSubscriptions subscriptions;
  private final CredentialEventStore events;
  private final CredentialView view;
  private final boolean replaceExisting;

  public CredentialResource(
      CredentialStore credentials,
      NewCredentials newCredentials,
      DeleteCredential deletion,
      EndSubscriptions subscriptions,
      CredentialEventStore events,
      CredentialView view,
      boolean replaceExisting) {
    this.credentials = credentials;
    this.newCredentials = newCredentials;
    this.deletion = deletion;
    this.subscriptions = subscriptions;
    this.events = events;
    this.view = view;
    this.replaceExisting = replaceExisting;
  }

  public void addTo(Routes routes) {
    for (Provider provider : Provider.values()) {
      for (String segment : provider.credentialShape().paths()) {
        String path = USERS + segment;
        routes
            .owned("GET", path, (owner, call) -> get(provider, owner, call))
            .owned("POST", path, (owner, call) -> post(provider, owner, call))
            .owned("DELETE", path, (owner, call) -> delete(provider, owner, call))
            .owned("GET", path + "/events", (owner, call) -> listEvents(provider, owner, call));
      }
    }
  }

  private Answer get(Provider provider, ApiOwnerId owner, Call call) {
    return Answer.ok(view.of(find(provider, owner, call)));
  }

  private Answer post(Provider provider, ApiOwnerId owner, Call call) throws InterruptedException {
    CredentialRequest request = CredentialRequest.of(provider.credentialShape(), call.body());
    AccountKey account = account(provider, owner, call);
    return switch (newCredentials.add(
        account, request.settings(), request.secrets(), replaceExisting)) {
      case NO_LEAF_USER -> throw notFound(provider);
      case EXISTS -> Answer.problem(alreadyExists(provider), call);
      case CREATED -> Answer.created(call.wholePath(), view.of(find(provider, owner, call)));
    };
  }

  private Answer delete(Provider provider, ApiOwnerId owner, Call call)
      throws InterruptedException {
    AccountKey account = account(provider, owner, call);
    subscriptions.end(account);
    if (!deletion.delete(account)) {
      throw notFound(provider);
    }
    return Answer.noContent();
  }

  private Answer listEvents(Provider provider, ApiOwnerId owner, Call call) {
    Credential credential = find(provider, owner, call);
    PageRequest request = Pages.requested(call);
    CredentialEventSort sort =
        CredentialEventSort.of(SortParameter.of(call, CredentialEventSort.keys()));
    return Pages.answer(
        call,
        request,
        events.list(owner, credential.id(), sort, request).map(CredentialEventView::of));
  }

  private Credential find(Provider provider, ApiOwnerId owner, Call call) {
    return credentials.find(account(provider, owner, call)).orElseThrow(() -> notFound(provider));
  }

  private static AccountKey account(Provider provider, ApiOwnerId owner, Call call) {
    LeafUserId leafUser =
        LeafUserId.parse(call.path("leafUserId")).orElseThrow(() -> notFound(provider));
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
