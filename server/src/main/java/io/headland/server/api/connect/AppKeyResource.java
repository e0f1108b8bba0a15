package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKey;
import io.headland.server.core.connect.AppKeyName;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.platform.http.Answer;
import io.headland.server.platform.http.Call;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.time.InstantSource;
import java.util.List;

/// `/services/usermanagement/api/app-keys`: the applications that an API owner registered at
/// providers.
public final class AppKeyResource {
  private static final String KEYS = "/services/usermanagement/api/app-keys/{provider}";
  private static final String NAMED = KEYS + "/{appName}";
  private static final String IN_ENVIRONMENT = NAMED + "/{clientEnvironment}";
  private static final String ENTITY = "appKey";

  /// Of the paths that name none.
  private static final String USUAL_ENVIRONMENT = "PRODUCTION";

  private static final int LONGEST_NAME = 256;

  private final AppKeyStore keys;
  private final AppKeyProviders providers;
  private final UuidGenerator ids;
  private final InstantSource clock;

  public AppKeyResource(
      AppKeyStore keys, AppKeyProviders providers, UuidGenerator ids, InstantSource clock) {
    this.keys = keys;
    this.providers = providers;
    this.ids = ids;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", KEYS, this::list);
    addTo(routes, NAMED, call -> name(call, USUAL_ENVIRONMENT));
    addTo(routes, IN_ENVIRONMENT, call -> name(call, call.path("clientEnvironment")));
  }

  /// Reads from a path which app key is meant.
  @FunctionalInterface
  private interface Naming {
    AppKeyName of(Call call);
  }

  private void addTo(Routes routes, String path, Naming naming) {
    routes
        .owned("GET", path, (owner, call) -> get(owner, naming.of(call)))
        .owned("POST", path, (owner, call) -> post(owner, naming.of(call), call))
        .owned("PUT", path, (owner, call) -> replace(owner, naming.of(call), call))
        .owned("DELETE", path, (owner, call) -> delete(owner, naming.of(call)));
  }

  private Answer list(ApiOwnerId owner, Call call) {
    PageRequest request = Pages.requested(call);
    Provider provider = providers.named(call.path("provider"));
    return Pages.answer(call, request, keys.list(owner, provider, request).map(AppKeyView::of));
  }

  private Answer get(ApiOwnerId owner, AppKeyName name) {
    return Answer.ok(AppKeyView.of(find(owner, name)));
  }

  private Answer post(ApiOwnerId owner, AppKeyName name, Call call) {
    AppKeyRequest request = AppKeyRequest.of(providers.shape(name.provider()), call.body());
    AppKey key = request.toAppKey(ids.next(), name, clock.instant());
    keys.put(owner, key);
    return Answer.created(call.wholePath(), AppKeyView.of(key));
  }

  private Answer replace(ApiOwnerId owner, AppKeyName name, Call call) {
    AppKey stored = find(owner, name);
    AppKeyRequest request =
        AppKeyRequest.replacing(providers.shape(name.provider()), stored, call.body());
    AppKey key = request.toAppKey(ids.next(), name, stored.createdAt());
    keys.put(owner, key);
    return Answer.ok(AppKeyView.of(key));
  }

  private Answer delete(ApiOwnerId owner, AppKeyName name) {
    if (!keys.delete(owner, name)) {
      throw notFound();
    }
    return Answer.noContent();
  }

  private AppKey find(ApiOwnerId owner, AppKeyName name) {
    return keys.find(owner, name).orElseThrow(AppKeyResource::notFound);
  }

  private AppKeyName name(Call call, String environment) {
    Provider provider = providers.named(call.path("provider"));
    List<String> environments = providers.shape(provider).environments();
    if (!environments.contains(environment)) {
      throw new ProblemException(
          Problem.rule(
              400,
              ENTITY,
              "clientEnvironmentNotSupported",
              "Applications at "
                  + provider.wireName()
                  + " are registered for "
                  + String.join(" or ", environments)
                  + "."));
    }
    String appName = call.path("appName");
    if (appName.isBlank() || appName.length() > LONGEST_NAME || !Json.canBeKept(appName)) {
      throw new ProblemException(
          Problem.of(400, "The name of an application has 1 to " + LONGEST_NAME + " characters."));
    }
    return new AppKeyName(provider, appName, environment);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "appKeyNotFound", "There is no such app key."));
  }
}
