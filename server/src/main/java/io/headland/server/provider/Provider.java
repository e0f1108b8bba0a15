package io.headland.server.provider;

import static io.headland.server.provider.CredentialField.choice;
import static io.headland.server.provider.CredentialField.plain;
import static io.headland.server.provider.CredentialField.secret;

import io.headland.server.platform.id.NamedConstant;
import java.util.List;
import java.util.Optional;

/// The providers whose credentials Headland stores, with all properties of their credentials.
/// [Providers] defines which of them can be called; other differences are in their
/// [ProviderAdapter], never in a `switch` on this enumeration.
///
/// A key of a provider is treated as a secret unless it is known to be public.
public enum Provider implements NamedConstant {
  JOHN_DEERE(
      "JohnDeere",
      CredentialShape.of(
          "john-deere-credentials",
          "johnDeereCredentials",
          "clientKey",
          plain("clientKey"),
          secret("clientSecret"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  TRIMBLE(
      "Trimble",
      CredentialShape.of(
          "trimble-credentials",
          "trimbleCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("refreshToken"))),
  CLIMATE_FIELD_VIEW(
      "ClimateFieldView",
      CredentialShape.of(
          "climate-field-view-credentials",
          "climateFieldViewCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("apiKey"),
          secret("refreshToken"))),
  CNHI(
      "CNHI",
      CredentialShape.of(
          "cnhi-credentials",
          "cnhiCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("subscriptionKey"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  CNHI_FIELD_OPS(
      "CNHIFieldOps",
      CredentialShape.of(
          "cnhi-field-ops-credentials",
          "cnhiFieldOpsCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("subscriptionKey"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  CLAAS(
      "CLAAS",
      CredentialShape.of(
          "claas-credentials",
          "claasCredentials",
          "clientKey",
          plain("clientKey"),
          secret("clientSecret"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  AG_LEADER(
      "AgLeader",
      CredentialShape.of(
              "ag-leader-credentials",
              "agLeaderCredentials",
              "publicKey",
              plain("publicKey"),
              secret("privateKey"),
              secret("refreshToken"))
          .alsoAt("agleader-credentials")),
  RAVEN(
      "Raven",
      CredentialShape.of(
          "raven-credentials",
          "ravenCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("refreshToken"))),
  RAVEN_SLINGSHOT(
      "RavenSlingshot",
      CredentialShape.of(
          "raven-slingshot-credentials",
          "ravenSlingshotCredentials",
          "",
          secret("apiKey"),
          secret("accessKey"),
          secret("sharedSecret"))),
  STARA(
      "Stara",
      CredentialShape.of(
          "stara-credentials",
          "staraCredentials",
          "",
          secret("apiKey"),
          secret("accessToken"),
          secret("accessTokenClient"),
          secret("refreshToken"))),
  SENTERA(
      "Sentera",
      CredentialShape.of(
          "sentera-credentials",
          "senteraCredentials",
          "username",
          plain("username"),
          secret("password").neverShown(),
          plain("organizationName"))),
  AG_VANCE(
      "AgVance",
      CredentialShape.of(
          "agvance-credentials",
          "agvanceCredentials",
          "databaseId",
          secret("apiKey"),
          plain("databaseId"),
          plain("username"),
          secret("password"),
          environment("clientEnvironment"))),
  LINDSAY(
      "Lindsay",
      CredentialShape.of(
          "lindsay-credentials",
          "lindsayCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  VALLEY(
      "Valley",
      CredentialShape.of(
          "valley-credentials",
          "valleyCredentials",
          "apid",
          plain("apid"),
          secret("initializationVector"),
          secret("key"),
          plain("username"),
          secret("password").neverShown())),
  PANORAMA(
      "Panorama",
      CredentialShape.of(
          "panorama-credentials",
          "panoramaCredentials",
          "clientId",
          plain("clientId"),
          plain("username"),
          secret("password").neverShown(),
          plain("organizationCode").alsoCalled("sharingUrlId"),
          secret("refreshToken"),
          environment("clientEnvironment"))),
  AGRIMATICS(
      "Agrimatics",
      CredentialShape.of(
          "agrimatics-credentials",
          "agrimaticsCredentials",
          "clientId",
          plain("clientId"),
          secret("clientSecret"),
          secret("accessToken"),
          environment("environment").alsoCalled("clientEnvironment")));

  private final String wireName;

  // The checker does not recognize that its lists are immutable copies.
  @SuppressWarnings("ImmutableEnumChecker")
  private final CredentialShape credentialShape;

  Provider(String wireName, CredentialShape credentialShape) {
    this.wireName = wireName;
    this.credentialShape = credentialShape;
  }

  /// The name in paths, bodies and columns, for example `JohnDeere`.
  @Override
  public String wireName() {
    return wireName;
  }

  /// The form of this provider's credential in the API.
  public CredentialShape credentialShape() {
    return credentialShape;
  }

  public static Optional<Provider> ofWireName(String wireName) {
    return NamedConstant.find(Provider.class, wireName);
  }

  /// Leaf's documents require it for some providers; it is optional here for all.
  private static CredentialField environment(String name) {
    return choice(name, "STAGE", List.of("STAGE", "PRODUCTION"));
  }
}
