package io.headland.server.api.connect;

import io.headland.server.core.connect.LinkToken;
import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.leafuser.ExternalIdStore;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.id.Uuids;
import io.headland.server.platform.paging.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// `/services/widgets/api/magic-link`: the links that an API owner sends to growers.
public final class MagicLinkResource {
  private static final String LINKS = "/services/widgets/api/magic-link";
  private static final String KIND = LINKS + "/{kind}";
  private static final String ONE = KIND + "/{magicLinkId}";
  private static final String OF_LEAF_USER = LINKS + "/users/{leafUserId}/{kind}";
  private static final String ENTITY = "magicLink";
  private static final int MOST_USES = 3;

  private final MagicLinkStore links;
  private final AppKeyChoice choice;
  private final LeafUserStore users;
  private final ExternalIdStore usersByExternalId;
  private final ConnectAddress address;
  private final UuidGenerator ids;
  private final InstantSource clock;
  private final RandomGenerator random;

  public MagicLinkResource(
      MagicLinkStore links,
      AppKeyChoice choice,
      LeafUserStore users,
      ExternalIdStore usersByExternalId,
      ConnectAddress address,
      UuidGenerator ids,
      InstantSource clock,
      RandomGenerator random) {
    this.links = links;
    this.choice = choice;
    this.users = users;
    this.usersByExternalId = usersByExternalId;
    this.address = address;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  public void addTo(Routes routes) {
    routes
        .owned("GET", KIND, this::list)
        .owned("POST", KIND, this::create)
        .owned("POST", OF_LEAF_USER, this::createForLeafUser)
        .owned("GET", ONE, this::get)
        .owned("DELETE", ONE, this::delete);
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    return Pages.answer(
        call, request, links.list(owner, kind(call), request).map(MagicLinkView::of));
  }

  private Answer get(ApiOwnerId owner, Call call) {
    MagicLinkKind kind = kind(call);
    return id(call)
        .flatMap(id -> links.find(owner, kind, id))
        .map(link -> Answer.ok(MagicLinkView.of(link)))
        .orElseThrow(MagicLinkResource::notFound);
  }

  private Answer delete(ApiOwnerId owner, Call call) {
    MagicLinkKind kind = kind(call);
    if (!id(call).map(id -> links.delete(owner, kind, id)).orElse(false)) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private Answer createForLeafUser(ApiOwnerId owner, Call call) {
    MagicLinkKind kind = kind(call);
    LeafUserId leafUser =
        LeafUserId.parse(call.path("leafUserId"))
            .filter(id -> users.find(owner, id).isPresent())
            .orElseThrow(MagicLinkResource::noLeafUser);
    MagicLinkRequest request = MagicLinkRequest.of(kind, false, call.body());
    return answer(owner, kind, leafUser, request, choice.choose(owner, kind, request), call);
  }

  private Answer create(ApiOwnerId owner, Call call) {
    MagicLinkKind kind = kind(call);
    MagicLinkRequest request = MagicLinkRequest.of(kind, true, call.body());
    AppKeyChoice.Chosen chosen = choice.choose(owner, kind, request);
    MagicLinkRequest.Person person = request.person().orElseThrow();
    LeafUserId leafUser =
        usersByExternalId.findOrInsert(
            owner,
            new LeafUser(
                new LeafUserId(ids.next()),
                person.name(),
                person.email(),
                null,
                null,
                person.externalId(),
                clock.instant()));
    return answer(owner, kind, leafUser, request, chosen, call);
  }

  private Answer answer(
      ApiOwnerId owner,
      MagicLinkKind kind,
      LeafUserId leafUser,
      MagicLinkRequest request,
      AppKeyChoice.Chosen chosen,
      Call call) {
    Instant now = clock.instant();
    MagicLink link =
        new MagicLink(
            ids.next(),
            kind,
            leafUser,
            chosen.keys(),
            request.settings(),
            now,
            now.plus(request.lifetime()),
            null,
            MOST_USES,
            0);
    Secret token = LinkToken.generate(random);
    if (!links.insert(owner, link, LinkToken.hash(token))) {
      throw noLeafUser();
    }
    return Answer.created(
        LINKS + "/" + call.path("kind") + "/" + link.id(),
        MagicLinkView.Created.of(link, address.link(token, call), chosen.leftOut()));
  }

  private static MagicLinkKind kind(Call call) {
    String name = call.path("kind");
    if (name.equals("file-upload")) {
      throw new ProblemException(
          Problem.rule(
              400,
              ENTITY,
              "fileUploadNotSupported",
              "Headland takes no files, so it has no links for uploading them."));
    }
    return MagicLinkKind.ofPath(name)
        .orElseThrow(
            () -> new ProblemException(Problem.notFound("There is nothing at this path.")));
  }

  private static Optional<UUID> id(Call call) {
    return Uuids.parse(call.path("magicLinkId"));
  }

  private static ProblemException noLeafUser() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "userNotFound", "There is no such Leaf user."));
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "magicLinkNotFound", "There is no such link."));
  }
}
