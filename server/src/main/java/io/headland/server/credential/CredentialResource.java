package io.headland.server.credential;

import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.PageRequest;
import io.headland.server.http.Pages;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.http.Routes;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.id.CredentialId;
import io.headland.server.id.IdMinter;
import io.headland.server.id.LeafUserId;
import io.headland.server.provider.CredentialShape;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `/users/{leafUserId}/<provider>-credentials` and its `/events`, the same for every provider.
public final class CredentialResource {
  private static final String USERS = "/services/usermanagement/api/users/{leafUserId}/";
  private static final String ENTITY = "credentials";

  private final CredentialStore credentials;
  private final CredentialEventStore events;
  private final CredentialVerifier verifier;
  private final CredentialView view;
  private final Providers providers;
  private final boolean replaceExisting;
  private final IdMinter ids;
  private final InstantSource clock;

  public CredentialResource(
      CredentialStore credentials,
      CredentialEventStore events,
      CredentialVerifier verifier,
      CredentialView view,
      Providers providers,
      boolean replaceExisting,
      IdMinter ids,
      InstantSource clock) {
    this.credentials = credentials;
    this.events = events;
    this.verifier = verifier;
    this.view = view;
    this.providers = providers;
    this.replaceExisting = replaceExisting;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    for (ProviderAdapter adapter : providers.all()) {
      String path = USERS + adapter.credentialShape().path();
      routes
          .owned("GET", path, (owner, call) -> get(adapter, owner, call))
          .owned("POST", path, (owner, call) -> post(adapter, owner, call))
          .owned("DELETE", path, (owner, call) -> delete(adapter, owner, call))
          .owned("GET", path + "/events", (owner, call) -> listEvents(adapter, owner, call));
    }
  }

  private Answer get(ProviderAdapter adapter, ApiOwnerId owner, Call call) {
    return Answer.ok(view.of(adapter, find(adapter, owner, call)));
  }

  private Answer post(ProviderAdapter adapter, ApiOwnerId owner, Call call)
      throws InterruptedException {
    CredentialShape shape = adapter.credentialShape();
    CredentialRequest request = CredentialRequest.of(shape, call.body());
    AccountKey account = account(adapter, owner, call);
    Credential credential =
        new Credential(
            new CredentialId(ids.mint()),
            account.leafUser(),
            account.provider(),
            CredentialStatus.TEMPORARILY_UNAVAILABLE,
            request.settings(),
            request.secrets(),
            List.of(),
            Instant.EPOCH,
            0,
            clock.instant());
    return switch (credentials.insert(owner, credential, replaceExisting)) {
      case NO_LEAF_USER -> throw notFound(shape);
      case EXISTS ->
          Answer.problem(
              Problem.rule(
                  400,
                  ENTITY,
                  "credentialAlreadyExists",
                  "This Leaf user already has " + shape.userKey() + "; delete them first."),
              call);
      case CREATED -> {
        verifier.verify(account);
        Optional<Credential> verified = credentials.find(account);
        yield Answer.created(call.wholePath(), view.of(adapter, verified.orElse(credential)));
      }
    };
  }

  private Answer delete(ProviderAdapter adapter, ApiOwnerId owner, Call call) {
    if (!credentials.delete(account(adapter, owner, call))) {
      throw notFound(adapter.credentialShape());
    }
    return Answer.noContent();
  }

  private Answer listEvents(ProviderAdapter adapter, ApiOwnerId owner, Call call) {
    Credential credential = find(adapter, owner, call);
    PageRequest request = PageRequest.of(call);
    boolean oldestFirst =
        switch (call.query("sort").orElse("createdDate,desc")) {
          case "createdDate", "createdDate,asc" -> true;
          case "createdDate,desc" -> false;
          default ->
              throw new ProblemException(
                  Problem.of(
                      400, "The query parameter sort is createdDate, followed by ,asc or ,desc."));
        };
    return Pages.answer(
        call,
        request,
        events.list(owner, credential.id(), oldestFirst, request).map(CredentialEventView::of));
  }

  private Credential find(ProviderAdapter adapter, ApiOwnerId owner, Call call) {
    return credentials
        .find(account(adapter, owner, call))
        .orElseThrow(() -> notFound(adapter.credentialShape()));
  }

  private static AccountKey account(ProviderAdapter adapter, ApiOwnerId owner, Call call) {
    LeafUserId leafUser =
        LeafUserId.parse(call.path("leafUserId"))
            .orElseThrow(() -> notFound(adapter.credentialShape()));
    return new AccountKey(owner, leafUser, adapter.provider());
  }

  private static ProblemException notFound(CredentialShape shape) {
    return new ProblemException(
        Problem.rule(
            404,
            ENTITY,
            "credentialsNotFound",
            "There is no such Leaf user, or it has no " + shape.userKey() + "."));
  }
}
