package io.headland.server.provider;

import static io.headland.server.provider.CredentialField.plain;
import static io.headland.server.provider.CredentialField.secret;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of an application that is registered at a provider, as stored in an app key.
///
/// @param fields that a new app key requires
/// @param additions fields that may be added to a stored app key instead of a full replacement;
///   empty for most providers
/// @param environments for which an application may be registered
public record ApplicationShape(
    List<CredentialField> fields, List<CredentialField> additions, List<String> environments) {
  private static final List<String> PRODUCTION = List.of("PRODUCTION");
  private static final List<String> BOTH = List.of("STAGE", "PRODUCTION");

  /// Providers for which Leaf documents app keys and at which Headland cannot obtain a consent.
  /// Source: Leaf's documentation of Leaf Link, as of March 2026.
  private static final Map<Provider, ApplicationShape> WITHOUT_CONSENT =
      Map.of(
          Provider.AG_LEADER,
          of(PRODUCTION, plain("publicKey"), secret("privateKey")),
          Provider.CLIMATE_FIELD_VIEW,
          of(PRODUCTION, plain("clientId"), secret("clientSecret"), secret("apiKey")),
          Provider.CNHI,
          of(BOTH, plain("clientId"), secret("clientSecret"), secret("subscriptionKey")),
          Provider.RAVEN_SLINGSHOT,
          of(PRODUCTION, secret("apiKey"), secret("sharedSecret")),
          Provider.STARA,
          new ApplicationShape(
              List.of(plain("user"), secret("pwd")),
              List.of(secret("accessTokenClient")),
              PRODUCTION));

  public ApplicationShape {
    fields = List.copyOf(fields);
    additions = List.copyOf(additions);
    environments = List.copyOf(environments);
  }

  /// The shape at a provider where growers can consent.
  public static ApplicationShape of(Consent consent) {
    return new ApplicationShape(consent.applicationFields(), List.of(), consent.environments());
  }

  /// The shape at a provider where growers cannot consent; empty when Leaf documents no app keys
  /// for it.
  public static Optional<ApplicationShape> findWithoutConsent(Provider provider) {
    return Optional.ofNullable(WITHOUT_CONSENT.get(provider));
  }

  private static ApplicationShape of(List<String> environments, CredentialField... fields) {
    return new ApplicationShape(List.of(fields), List.of(), environments);
  }
}
