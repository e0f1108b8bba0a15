package io.headland.server.api.connect;

import static java.util.stream.Collectors.joining;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.provider.ApplicationShape;
import io.headland.server.provider.Provider;
import java.util.Arrays;
import java.util.Optional;

/// The providers for which app keys are stored: those at which growers can connect, and the others
/// for which Leaf documents app keys.
public final class AppKeyProviders {
  private final ConsentProviders consents;

  public AppKeyProviders(ConsentProviders consents) {
    this.consents = consents;
  }

  /// The provider with a name.
  Provider named(String wireName) {
    return Provider.ofWireName(wireName)
        .filter(provider -> find(provider).isPresent())
        .orElseThrow(() -> new ProblemException(notSupported()));
  }

  /// The shape of an application at one of these providers.
  ApplicationShape shape(Provider provider) {
    return find(provider).orElseThrow();
  }

  private Optional<ApplicationShape> find(Provider provider) {
    return consents
        .find(provider)
        .map(ApplicationShape::of)
        .or(() -> ApplicationShape.findWithoutConsent(provider));
  }

  private Problem notSupported() {
    String names =
        Arrays.stream(Provider.values())
            .filter(provider -> find(provider).isPresent())
            .map(Provider::wireName)
            .collect(joining(", "));
    return Problem.rule(
        400, "appKey", "providerNotSupported", "App keys are stored for " + names + ".");
  }
}
