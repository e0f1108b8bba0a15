package io.headland.server.connect;

import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import io.headland.server.id.ApiOwnerId;
import io.headland.server.provider.Provider;
import java.util.ArrayList;
import java.util.List;

/// Finds the app keys that a new link signs in with: the only one that a provider has, or the one
/// that the request names.
final class AppKeyChoice {
  private final AppKeyStore keys;
  private final ConsentProviders providers;

  AppKeyChoice(AppKeyStore keys, ConsentProviders providers) {
    this.keys = keys;
    this.providers = providers;
  }

  List<AppKeyName> choose(ApiOwnerId owner, MagicLinkRequest request) {
    List<AppKeyName> chosen = new ArrayList<>();
    if (request.providers().isEmpty()) {
      for (Provider provider : providers.all()) {
        if (!matching(owner, provider, request).isEmpty()) {
          chosen.add(chooseOne(owner, provider, request));
        }
      }
      if (chosen.isEmpty()) {
        throw missing("any provider", "the provider's name");
      }
    }
    for (String name : request.providers()) {
      chosen.add(chooseOne(owner, providers.named(name), request));
    }
    return chosen;
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
                  + "; say which by appName and clientEnvironment."));
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
