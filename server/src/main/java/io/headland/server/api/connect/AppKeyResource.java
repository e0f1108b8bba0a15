package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKey;
import io.headland.server.core.connect.AppKeyName;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.json.Added;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.paging.PageRequest;
import io.headland.server.provider.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `/services/usermanagement/api/app-keys`: the applications that an API owner registered at
/// providers.
public final class AppKeyResource {
  private static final String KEYS = "/services/usermanagement/api/app-keys/{provider}";
  private static final String NAMED = KEYS + "/{appName}";
  private static final String IN_ENVIRONMENT = NAMED + "/{clientEnvironment}";
  private static final String ENTITY = "appKey";

  /// For paths without an environment.
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
    addTo(routes, NAMED, request -> name(request, USUAL_ENVIRONMENT));
    addTo(routes, IN_ENVIRONMENT, request -> name(request, request.path("clientEnvironment")));
  }

  /// Reads the name of an app key from a path.
  @FunctionalInterface
  private interface Naming {
    AppKeyName of(Request request);
  }

  private void addTo(Routes routes, String path, Naming naming) {
    routes
        .owned("GET", path, (owner, request) -> get(owner, naming.of(request)))
        .owned("POST", path, (owner, request) -> post(owner, naming.of(request), request))
        .owned("PUT", path, (owner, request) -> replace(owner, naming.of(request), request))
        .owned("DELETE", path, (owner, request) -> delete(owner, naming.of(request)));
  }

  private Response list(ApiOwnerId owner, Request request) {
    PageRequest pageRequest = Pages.requested(request);
    Provider provider = providers.named(request.path("provider"));
    return Pages.response(
        request, pageRequest, keys.list(owner, provider, pageRequest).map(AppKeyView::of));
  }

  private Response get(ApiOwnerId owner, AppKeyName name) {
    return Response.ok(AppKeyView.of(find(owner, name)));
  }

  private Response post(ApiOwnerId owner, AppKeyName name, Request request) {
    AppKeyRequest body = AppKeyRequest.of(providers.shape(name.provider()), request.body());
    AppKey key = body.toAppKey(ids.next(), name, clock.instant());
    keys.put(owner, key);
    return Response.created(request.wholePath(), AppKeyView.of(key));
  }

  private Response replace(ApiOwnerId owner, AppKeyName name, Request request) {
    AppKey stored = find(owner, name);
    AppKeyRequest body =
        AppKeyRequest.replacing(providers.shape(name.provider()), stored, request.body());
    AppKey key = body.toAppKey(ids.next(), name, stored.createdAt());
    keys.put(owner, key);
    return Response.ok(AppKeyView.of(key));
  }

  private Response delete(ApiOwnerId owner, AppKeyName name) {
    if (!keys.delete(owner, name)) {
      throw notFound();
    }
    return Response.noContent();
  }

  private AppKey find(ApiOwnerId owner, AppKeyName name) {
    return keys.find(owner, name).orElseThrow(AppKeyResource::notFound);
  }

  private AppKeyName name(Request request, String environment) {
    Provider provider = providers.named(request.path("provider"));
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
    String appName = request.path("appName");
    if (appName.isBlank() || appName.length() > LONGEST_NAME || !Json.isStorable(appName)) {
      throw new ProblemException(
          Problem.of(
              400, "The name of an application must have 1 to " + LONGEST_NAME + " characters."));
    }
    return new AppKeyName(provider, appName, environment);
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.rule(404, ENTITY, "appKeyNotFound", "There is no such app key."));
  }

  /// An app key in a response, without its secrets.
  record AppKeyView(
      String provider,
      String appName,
      String clientEnvironment,
      Instant createdTime,
      @Added List<String> scopes) {

    static AppKeyView of(AppKey key) {
      AppKeyName name = key.name();
      return new AppKeyView(
          name.provider().wireName(),
          name.appName(),
          name.clientEnvironment(),
          key.createdAt(),
          key.scopes());
    }
  }
}
