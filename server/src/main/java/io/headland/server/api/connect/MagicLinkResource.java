package io.headland.server.api.connect;

import io.headland.server.core.connect.LinkToken;
import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.core.connect.MagicLinkStore;
import io.headland.server.core.leafuser.ExternalIdStore;
import io.headland.server.core.leafuser.LeafUser;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
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
  private static final int MAX_USES = 3;

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

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    return Pages.response(
        request, pageRequest, links.list(owner, kind(request), pageRequest).map(MagicLinkView::of));
  }

  private Response get(ApiOwnerId owner, Request request) {
    MagicLinkKind kind = kind(request);
    return id(request)
        .flatMap(id -> links.find(owner, kind, id))
        .map(link -> Response.ok(MagicLinkView.of(link)))
        .orElseThrow(MagicLinkResource::notFound);
  }

  private Response delete(ApiOwnerId owner, Request request) {
    MagicLinkKind kind = kind(request);
    if (!id(request).map(id -> links.delete(owner, kind, id)).orElse(false)) {
      throw notFound();
    }
    return Response.noContent();
  }

  private Response createForLeafUser(ApiOwnerId owner, Request request) {
    MagicLinkKind kind = kind(request);
    LeafUserId leafUser =
        LeafUserId.parse(request.path("leafUserId"))
            .filter(id -> users.find(owner, id).isPresent())
            .orElseThrow(MagicLinkResource::noLeafUser);
    MagicLinkRequest body = MagicLinkRequest.of(kind, false, request.body());
    return respond(owner, kind, leafUser, body, choice.choose(owner, kind, body), request);
  }

  private Response create(ApiOwnerId owner, Request request) {
    MagicLinkKind kind = kind(request);
    MagicLinkRequest body = MagicLinkRequest.of(kind, true, request.body());
    AppKeyChoice.Chosen chosen = choice.choose(owner, kind, body);
    MagicLinkRequest.Person person = body.person().orElseThrow();
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
    return respond(owner, kind, leafUser, body, chosen, request);
  }

  private Response respond(
      ApiOwnerId owner,
      MagicLinkKind kind,
      LeafUserId leafUser,
      MagicLinkRequest body,
      AppKeyChoice.Chosen chosen,
      Request request) {
    Instant now = clock.instant();
    MagicLink link =
        new MagicLink(
            ids.next(),
            kind,
            leafUser,
            chosen.keys(),
            body.settings(),
            now,
            now.plus(body.lifetime()),
            null,
            MAX_USES,
            0);
    Secret token = LinkToken.generate(random);
    if (!links.insert(owner, link, LinkToken.hash(token))) {
      throw noLeafUser();
    }
    return Response.created(
        LINKS + "/" + request.path("kind") + "/" + link.id(),
        MagicLinkView.Created.of(link, address.link(token, request), chosen.leftOut()));
  }

  private static MagicLinkKind kind(Request request) {
    String name = request.path("kind");
    if (name.equals("file-upload")) {
      throw new ProblemException(
          Problem.rule(
              400, ENTITY, "fileUploadNotSupported", "Links for file uploads are not supported."));
    }
    return MagicLinkKind.ofPath(name)
        .orElseThrow(
            () -> new ProblemException(Problem.notFound("There is no resource at this path.")));
  }

  private static Optional<UUID> id(Request request) {
    return Uuids.parse(request.path("magicLinkId"));
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
