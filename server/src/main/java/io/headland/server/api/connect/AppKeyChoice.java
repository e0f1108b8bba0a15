package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKeyName;
import io.headland.server.core.connect.AppKeyStore;
import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.provider.Provider;
import java.util.ArrayList;
import java.util.List;

/// Finds the app keys for a new link: the only one of a provider, or the requested one.
public final class AppKeyChoice {
  private final AppKeyStore keys;
  private final ConsentProviders providers;

  public AppKeyChoice(AppKeyStore keys, ConsentProviders providers) {
    this.keys = keys;
    this.providers = providers;
  }

  /// The app keys of a new link.
  ///
  /// @param leftOut requested providers that the link does not offer: growers cannot connect there,
  ///   or there is no app key
  record Chosen(List<AppKeyName> keys, List<Provider> leftOut) {
    Chosen {
      keys = List.copyOf(keys);
      leftOut = List.copyOf(leftOut);
    }
  }

  Chosen choose(ApiOwnerId owner, MagicLinkKind kind, MagicLinkRequest request) {
    if (kind == MagicLinkKind.AUTHENTICATION) {
      Provider provider = providers.named(request.providers().getFirst());
      return new Chosen(List.of(chooseOne(owner, provider, request)), List.of());
    }
    return request.offersAll() ? chooseAll(owner, request) : chooseListed(owner, request);
  }

  private Chosen chooseAll(ApiOwnerId owner, MagicLinkRequest request) {
    List<AppKeyName> chosen = new ArrayList<>();
    for (Provider provider : providers.all()) {
      if (!matching(owner, provider, request).isEmpty()) {
        chosen.add(chooseOne(owner, provider, request));
      }
    }
    if (chosen.isEmpty()) {
      throw missing("any provider", "the provider's name");
    }
    return new Chosen(chosen, List.of());
  }

  private Chosen chooseListed(ApiOwnerId owner, MagicLinkRequest request) {
    List<AppKeyName> chosen = new ArrayList<>();
    List<Provider> leftOut = new ArrayList<>();
    for (String name : request.providers()) {
      Provider provider =
          Provider.ofWireName(name)
              .orElseThrow(() -> new ProblemException(providers.notSupported()));
      if (providers.find(provider).isPresent() && !matching(owner, provider, request).isEmpty()) {
        chosen.add(chooseOne(owner, provider, request));
      } else {
        leftOut.add(provider);
      }
    }
    if (chosen.isEmpty()) {
      throw leftOut.stream()
          .filter(provider -> providers.find(provider).isPresent())
          .findFirst()
          .map(provider -> missing(provider.wireName(), provider.wireName()))
          .orElseGet(() -> new ProblemException(providers.notSupported()));
    }
    return new Chosen(chosen, leftOut);
  }

  private AppKeyName chooseOne(ApiOwnerId owner, Provider provider, MagicLinkRequest request) {
    List<AppKeyName> found = matching(owner, provider, request);
    if (found.isEmpty()) {
      throw missing(provider.wireName(), provider.wireName());
    }
    if (found.size() > 1) {
      throw new ProblemException(
          Problem.rule(
              400,
              "magicLink",
              "appKeyAmbiguous",
              "There are several app keys for "
                  + provider.wireName()
                  + "; select one by appName and clientEnvironment."));
    }
    return found.getFirst();
  }

  private List<AppKeyName> matching(ApiOwnerId owner, Provider provider, MagicLinkRequest request) {
    return keys.listNames(owner, provider).stream()
        .filter(key -> request.appName().map(key.appName()::equals).orElse(true))
        .filter(
            key -> request.clientEnvironment().map(key.clientEnvironment()::equals).orElse(true))
        .toList();
  }

  private static ProblemException missing(String provider, String pathPart) {
    return new ProblemException(
        Problem.rule(
            400,
            "magicLink",
            "appKeyMissing",
            "There is no such app key for "
                + provider
                + "; POST one to /services/usermanagement/api/app-keys/"
                + pathPart
                + "/{appName} first."));
  }
}
