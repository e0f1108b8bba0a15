package io.headland.server.api.field;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.FieldEnableStore;
import io.headland.server.core.field.FieldEnableStore.Enabled;
import io.headland.server.core.field.FieldScope;
import io.headland.server.core.field.FieldStore;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.SyncRunId;
import io.headland.server.provider.Provider;
import io.headland.server.provider.Providers;
import io.headland.server.usecase.sync.StartSync;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Enables all previews of an organization, a grower, a farm or an account, and syncs them. Added
/// by Headland: Leaf enables single fields and all fields of growers.
public final class FieldScopeResource {
  private static final String PATH =
      "/services/headland/api/users/{leafUserId}/{provider}/fields/enableSync";

  private final FieldStore fields;
  private final FieldEnableStore previews;
  private final StartSync syncs;
  private final Providers providers;
  private final InstantSource clock;

  public FieldScopeResource(
      FieldStore fields,
      FieldEnableStore previews,
      StartSync syncs,
      Providers providers,
      InstantSource clock) {
    this.fields = fields;
    this.previews = previews;
    this.syncs = syncs;
    this.providers = providers;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.owned("POST", PATH, this::enable);
  }

  /// @param enabled number of previews enabled by this request
  /// @param syncRunId the run that reads their boundaries; absent when no field waits for one
  record EnabledView(int enabled, @Nullable String syncRunId) {}

  private Response enable(ApiOwnerId owner, Request request) {
    Provider provider =
        Provider.ofWireName(request.path("provider"))
            .filter(providers::canCall)
            .orElseThrow(() -> FieldDataProblems.providerNotSupported(providers.callable()));
    LeafUserId leafUser = FieldPath.leafUser(request, FieldDataProblems::noUser);
    FieldScope scope = scope(request.body());
    if (!fields.hasLeafUser(owner, leafUser)) {
      throw FieldDataProblems.noUser();
    }
    AccountKey account = new AccountKey(owner, leafUser, provider);
    Enabled enabled =
        previews
            .enableWithin(account, scope, clock.instant())
            .orElseThrow(FieldDataProblems::noScope);
    Optional<SyncRunId> run =
        enabled.waiting().isEmpty()
            ? Optional.empty()
            : syncs.syncEnabled(account, enabled.waiting());
    return Response.ok(
        new EnabledView(enabled.fields(), run.map(SyncRunId::toString).orElse(null)));
  }

  private static FieldScope scope(ObjectNode body) {
    List<FieldScope> named = new ArrayList<>();
    body.forEachEntry((key, value) -> named.add(scope(key, value)));
    if (named.size() != 1) {
      throw FieldDataProblems.scopeNotValid();
    }
    return named.getFirst();
  }

  private static FieldScope scope(String key, JsonNode value) {
    if (key.equals("providerOrgId") && value.isString()) {
      return new FieldScope.OfOrganization(value.stringValue().replace("\0", ""));
    }
    if (key.equals("growerId") && value.isIntegralNumber() && value.canConvertToLong()) {
      return new FieldScope.OfGrower(value.longValue());
    }
    if (key.equals("farmId") && value.isIntegralNumber() && value.canConvertToLong()) {
      return new FieldScope.OfFarm(value.longValue());
    }
    if (key.equals("all") && value.isBoolean() && value.booleanValue()) {
      return new FieldScope.Everything();
    }
    throw FieldDataProblems.scopeNotValid();
  }
}
