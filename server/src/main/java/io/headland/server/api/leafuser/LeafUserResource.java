package io.headland.server.api.leafuser;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.credential.Credential;
import io.headland.server.core.credential.CredentialStore;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserChange;
import io.headland.server.core.leafuser.LeafUserFilter;
import io.headland.server.core.leafuser.LeafUserListStore;
import io.headland.server.core.leafuser.LeafUserSort;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.engine.subscription.EndSubscriptions;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.SortParameter;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.leafuser.ChangeLeafUser;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `/services/usermanagement/api/users`.
public final class LeafUserResource {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String ONE = USERS + "/{id}";
  private static final String ENTITY = "user";

  private final LeafUserStore users;
  private final LeafUserListStore lists;
  private final ChangeLeafUser changes;
  private final CredentialStore credentials;
  private final EndSubscriptions subscriptions;
  private final LeafUserView view;
  private final Function<ApiOwnerId, String> emails;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public LeafUserResource(
      LeafUserStore users,
      LeafUserListStore lists,
      ChangeLeafUser changes,
      CredentialStore credentials,
      EndSubscriptions subscriptions,
      LeafUserView view,
      Function<ApiOwnerId, String> emails,
      UuidGenerator ids,
      InstantSource clock) {
    this.users = users;
    this.lists = lists;
    this.changes = changes;
    this.credentials = credentials;
    this.subscriptions = subscriptions;
    this.view = view;
    this.emails = emails;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", USERS, this::list)
        .owned("POST", USERS, this::create)
        .owned("PUT", USERS, this::replace)
        .owned("GET", ONE, this::get)
        .owned("PATCH", ONE, this::patch)
        .owned("DELETE", ONE, this::delete);
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    Page<LeafUser> page =
        lists.list(
            owner,
            filter(request),
            sort(request),
            pageRequest,
            request.responseBudget(ENTITY, pageRequest));
    return Pages.response(
        request, pageRequest, page.with(views(owner, page.items(), view::complete)));
  }

  private static LeafUserFilter filter(Request request) {
    return new LeafUserFilter(
        request.queryReadings("email"),
        request.queryReadings("name"),
        request.queryReadings("externalId"));
  }

  private static LeafUserSort sort(Request request) {
    return LeafUserSort.of(SortParameter.of(request, LeafUserSort.keys()));
  }

  private Response get(ApiOwnerId owner, Request request) {
    LeafUser user = users.find(owner, id(request)).orElseThrow(LeafUserResource::notFound);
    return Response.ok(views(owner, List.of(user), view::complete).getFirst());
  }

  private Response create(ApiOwnerId owner, Request request) {
    LeafUserRequest input =
        LeafUserRequest.of(BodyReader.of(LeafUserRequest.OBJECT, request.body()), _ -> false);
    LeafUser user = input.toLeafUser(new LeafUserId(ids.next()), clock.instant());
    return respond(
        request,
        changes.create(owner, user, input.credentials()),
        stored -> Response.created(USERS + "/" + stored.id(), view(owner, stored)));
  }

  private Response replace(ApiOwnerId owner, Request request) {
    ObjectNode json = request.body();
    BodyReader body = BodyReader.of(LeafUserRequest.OBJECT, json);
    String idText = body.requiredText("id");
    Optional<LeafUserId> named = LeafUserId.parse(idText);
    LeafUserRequest input =
        LeafUserRequest.of(
            body, email -> named.filter(user -> isEmail(owner, user, email)).isPresent());
    LeafUserId id = named.orElseThrow(LeafUserResource::notFound);
    LeafUserChange change =
        changes.replace(
            owner,
            id,
            before -> input.toLeafUser(id, before.createdAt()),
            input.credentials(),
            clock.instant());
    return respond(request, change, stored -> Response.ok(view(owner, stored)));
  }

  private Response patch(ApiOwnerId owner, Request request) {
    LeafUserId id = id(request);
    LeafUserPatch patch = LeafUserPatch.of(request.body(), email -> isEmail(owner, id, email));
    LeafUserChange change =
        changes.update(owner, id, patch::applyTo, patch.credentials(), clock.instant());
    return respond(request, change, stored -> Response.ok(view(owner, stored)));
  }

  private Response delete(ApiOwnerId owner, Request request) throws InterruptedException {
    for (Credential held : credentials.list(owner, List.of(id(request)))) {
      subscriptions.end(new AccountKey(owner, held.leafUserId(), held.provider()));
    }
    if (!changes.delete(owner, id(request))) {
      throw notFound();
    }
    return Response.noContent();
  }

  private static Response respond(
      Request request, LeafUserChange change, Function<LeafUser, Response> onStored) {
    return switch (change) {
      case LeafUserChange.Stored(LeafUser user) -> onStored.apply(user);
      case LeafUserChange.NotFound() -> throw notFound();
      case LeafUserChange.ExternalIdTaken() ->
          Response.problem(
              Problem.rule(
                  400, ENTITY, "externalIdTaken", "Another Leaf user has this externalId."),
              request);
      case LeafUserChange.UnknownCredential(Provider provider) ->
          Response.problem(
              Problem.rule(
                  400,
                  ENTITY,
                  "credentialsNotFound",
                  "There are no " + provider.wireName() + " credentials with this id."),
              request);
      case LeafUserChange.CredentialConflict(Provider provider) ->
          Response.problem(
              Problem.rule(
                  409,
                  ENTITY,
                  "credentialAlreadyExists",
                  "The Leaf user has "
                      + provider.wireName()
                      + " credentials of its own; delete them first."),
              request);
    };
  }

  private boolean isEmail(ApiOwnerId owner, LeafUserId id, String email) {
    return users.find(owner, id).map(LeafUser::email).filter(email::equals).isPresent();
  }

  /// The response to a change.
  private Map<String, Object> view(ApiOwnerId owner, LeafUser user) {
    return views(owner, List.of(user), view::brief).getFirst();
  }

  private List<Map<String, Object>> views(
      ApiOwnerId owner, Collection<LeafUser> found, LeafUserView.ViewForm form) {
    if (found.isEmpty()) {
      return List.of();
    }
    var held = credentials.list(owner, found.stream().map(LeafUser::id).toList());
    String email = emails.apply(owner);
    return found.stream().map(user -> form.of(email, user, held)).toList();
  }

  private static LeafUserId id(Request request) {
    return LeafUserId.parse(request.path("id")).orElseThrow(LeafUserResource::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "userNotFound", "There is no such Leaf user."));
  }
}
