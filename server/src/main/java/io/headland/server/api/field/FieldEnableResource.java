package io.headland.server.api.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldDataFilter;
import io.headland.server.core.field.FieldEnableStore;
import io.headland.server.core.field.FieldStore;
import io.headland.server.platform.http.BodyReader;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.platform.json.Added;
import io.headland.server.usecase.sync.StartSync;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Enables previews, and starts requested syncs of fields.
public final class FieldEnableResource {
  private final FieldStore fields;
  private final FieldEnableStore previews;
  private final StartSync syncs;
  private final InstantSource clock;

  public FieldEnableResource(
      FieldStore fields, FieldEnableStore previews, StartSync syncs, InstantSource clock) {
    this.fields = fields;
    this.previews = previews;
    this.syncs = syncs;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .owned("POST", FieldPath.FIELD + "/enableSync", this::enable)
        .owned("POST", FieldPath.ROOT + "/growers/enableSync", this::enableOfGrowers)
        .owned("POST", FieldPath.FIELDS + "/sync", this::sync);
  }

  /// The started runs.
  record Started(String message, @Added List<String> syncRunIds) {}

  /// The waiting fields.
  record Enabled(String message) {}

  private Response enable(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noField);
    UUID id = FieldPath.uuid(request, "fieldId", FieldDataProblems::noField);
    fields.reserve(owner, leafUser, id, FieldPath.budgetOfOne(request));
    previews.enable(owner, leafUser, id, clock.instant());
    return fields
        .find(owner, leafUser, id, FieldPath.RESERVED)
        .map(field -> Response.ok(FieldView.of(field)))
        .orElseThrow(FieldDataProblems::noField);
  }

  private Response enableOfGrowers(ApiOwnerId owner, Request request) {
    List<Long> wanted = growerIds(request.body());
    Set<Long> known = previews.known(owner, wanted);
    List<Long> unknown = wanted.stream().filter(id -> !known.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw FieldDataProblems.unknownGrowers(unknown);
    }
    Map<AccountKey, Set<String>> waiting = previews.enableOf(owner, wanted, clock.instant());
    waiting.forEach(syncs::syncEnabled);
    return Response.ok(new Enabled("SUCCESS"));
  }

  private static List<Long> growerIds(ObjectNode json) {
    BodyReader body = BodyReader.of("growers", json);
    List<Long> ids = new ArrayList<>();
    JsonNode array = json.path("growerIds");
    if (array.isMissingNode() || array.isNull()) {
      body.fail("growerIds", "NotNull");
    } else if (!array.isArray() || array.valueStream().anyMatch(id -> number(id).isEmpty())) {
      body.fail("growerIds", "Numbers");
    } else {
      array.forEach(id -> number(id).ifPresent(ids::add));
    }
    body.refuseInvalid();
    return ids.stream().distinct().toList();
  }

  /// A number, or a text with one.
  private static Optional<Long> number(JsonNode id) {
    return id.isValueNode() ? FieldDataFilter.number(id.asString("")) : Optional.empty();
  }

  private Response sync(ApiOwnerId owner, Request request) {
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    if (!fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    List<String> runs =
        syncs.syncFields(owner, leafUser).stream().map(SyncRunId::toString).toList();
    return Response.json(202, new Started("SUCCESS", runs));
  }
}
