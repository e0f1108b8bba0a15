package io.headland.server.api.connect;

import static java.util.stream.Collectors.joining;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.provider.Consent;
import io.headland.server.provider.Provider;
import io.headland.server.provider.ProviderAdapter;
import io.headland.server.provider.Providers;
import java.util.List;
import java.util.Optional;

/// The providers that support the consent of growers in a browser.
public final class ConsentProviders {
  private final Providers providers;

  public ConsentProviders(Providers providers) {
    this.providers = providers;
  }

  /// All of them, in a constant order.
  List<Provider> all() {
    return providers.callable().stream()
        .filter(provider -> providers.adapter(provider).consent().isPresent())
        .toList();
  }

  Optional<Consent> find(Provider provider) {
    return providers.find(provider).flatMap(ProviderAdapter::consent);
  }

  /// For one of these providers.
  Consent get(Provider provider) {
    return find(provider).orElseThrow();
  }

  /// The provider with a name.
  Provider named(String wireName) {
    return Provider.ofWireName(wireName)
        .filter(provider -> find(provider).isPresent())
        .orElseThrow(() -> new ProblemException(notSupported()));
  }

  /// Growers cannot connect at the given provider.
  Problem notSupported() {
    String names = all().stream().map(Provider::wireName).collect(joining(" and "));
    return Problem.rule(
        400,
        "appKey",
        "providerNotSupported",
        "Growers can connect at " + names + ", not at the given provider.");
  }
}
