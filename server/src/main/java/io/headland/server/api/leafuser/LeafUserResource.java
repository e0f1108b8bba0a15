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
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
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

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    Page<LeafUser> page = lists.list(owner, filter(call), sort(call), request);
    return Pages.answer(call, request, page.with(views(owner, page.items(), view::whole)));
  }

  private static LeafUserFilter filter(Call call) {
    return new LeafUserFilter(
        call.queryReadings("email"), call.queryReadings("name"), call.queryReadings("externalId"));
  }

  private static LeafUserSort sort(Call call) {
    return LeafUserSort.of(SortParameter.of(call, LeafUserSort.keys()));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    LeafUser user = users.find(owner, id(call)).orElseThrow(LeafUserResource::notFound);
    return Answer.ok(views(owner, List.of(user), view::whole).getFirst());
  }

  private Answer create(ApiOwnerId owner, Call call) {
    LeafUserRequest request =
        LeafUserRequest.of(BodyReader.of(LeafUserRequest.OBJECT, call.body()), _ -> false);
    LeafUser user = request.toLeafUser(new LeafUserId(ids.next()), clock.instant());
    return answer(
        call,
        changes.create(owner, user, request.credentials()),
        stored -> Answer.created(USERS + "/" + stored.id(), view(owner, stored)));
  }

  private Answer replace(ApiOwnerId owner, Call call) {
    ObjectNode json = call.body();
    BodyReader body = BodyReader.of(LeafUserRequest.OBJECT, json);
    String idText = body.requiredText("id");
    Optional<LeafUserId> named = LeafUserId.parse(idText);
    LeafUserRequest request =
        LeafUserRequest.of(
            body, email -> named.filter(user -> isEmail(owner, user, email)).isPresent());
    LeafUserId id = named.orElseThrow(LeafUserResource::notFound);
    LeafUserChange change =
        changes.replace(
            owner,
            id,
            before -> request.toLeafUser(id, before.createdAt()),
            request.credentials(),
            clock.instant());
    return answer(call, change, stored -> Answer.ok(view(owner, stored)));
  }

  private Answer patch(ApiOwnerId owner, Call call) {
    LeafUserId id = id(call);
    LeafUserPatch patch = LeafUserPatch.of(call.body(), email -> isEmail(owner, id, email));
    LeafUserChange change =
        changes.update(owner, id, patch::applyTo, patch.credentials(), clock.instant());
    return answer(call, change, stored -> Answer.ok(view(owner, stored)));
  }

  private Answer delete(ApiOwnerId owner, Call call) throws InterruptedException {
    for (Credential held : credentials.list(owner, List.of(id(call)))) {
      subscriptions.end(new AccountKey(owner, held.leafUserId(), held.provider()));
    }
    if (!changes.delete(owner, id(call))) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private static Answer answer(
      Call call, LeafUserChange change, Function<LeafUser, Answer> onStored) {
    return switch (change) {
      case LeafUserChange.Stored(LeafUser user) -> onStored.apply(user);
      case LeafUserChange.NotFound() -> throw notFound();
      case LeafUserChange.ExternalIdTaken() ->
          Answer.problem(
              Problem.rule(
                  400, ENTITY, "externalIdTaken", "Another Leaf user has this externalId."),
              call);
      case LeafUserChange.UnknownCredential(Provider provider) ->
          Answer.problem(
              Problem.rule(
                  400,
                  ENTITY,
                  "credentialsNotFound",
                  "There are no " + provider.wireName() + " credentials with this id."),
              call);
      case LeafUserChange.CredentialInTheWay(Provider provider) ->
          Answer.problem(
              Problem.rule(
                  409,
                  ENTITY,
                  "credentialAlreadyExists",
                  "The Leaf user has "
                      + provider.wireName()
                      + " credentials of its own; delete them first."),
              call);
    };
  }

  private boolean isEmail(ApiOwnerId owner, LeafUserId id, String email) {
    return users.find(owner, id).map(LeafUser::email).filter(email::equals).isPresent();
  }

  /// What a change is answered with.
  private Map<String, Object> view(ApiOwnerId owner, LeafUser user) {
    return views(owner, List.of(user), view::brief).getFirst();
  }

  private List<Map<String, Object>> views(
      ApiOwnerId owner, Collection<LeafUser> found, LeafUserView.Form form) {
    if (found.isEmpty()) {
      return List.of();
    }
    var held = credentials.list(owner, found.stream().map(LeafUser::id).toList());
    String email = emails.apply(owner);
    return found.stream().map(user -> form.of(email, user, held)).toList();
  }

  private static LeafUserId id(Call call) {
    return LeafUserId.parse(call.path("id")).orElseThrow(LeafUserResource::notFound);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "userNotFound", "There is no such Leaf user."));
  }
}
