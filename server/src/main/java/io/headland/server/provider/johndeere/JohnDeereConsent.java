package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.provider.CodeExchange;
import io.headland.server.provider.Consent;
import io.headland.server.provider.ConsentCode;
import io.headland.server.provider.ConsentRequest;
import io.headland.server.provider.CredentialField;
import io.headland.server.provider.ProviderApplication;
import io.headland.server.provider.ProviderPages;
import io.headland.server.provider.UriQuery;
import io.headland.server.provider.oauth.TokenResponses;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The consent at John Deere, followed by the connection of each organization on a separate page.
final class JohnDeereConsent implements Consent {
  /// Required for a refresh token.
  private static final String LASTING = "offline_access";

  /// From the addresses in John Deere's documentation and responses (api.deere.com,
  /// connections.deere.com, signin.johndeere.com).
  private static final Set<String> DOMAINS = Set.of("deere.com", "johndeere.com");

  private final JohnDeereConfig config;
  private final ProviderPages pages;
  private final JohnDeereClient client;

  JohnDeereConsent(JohnDeereConfig config, JohnDeereClient client) {
    this.config = config;
    this.pages =
        new ProviderPages(
            DOMAINS,
            List.of(
                config.stageUrl(),
                config.productionUrl(),
                config.authorizeUrl(),
                config.connectionsUrl()));
    this.client = client;
  }

  @Override
  public String providerName() {
    return "John Deere";
  }

  @Override
  public List<CredentialField> applicationFields() {
    return List.of(
        CredentialField.plain(JohnDeereCredential.CLIENT_KEY),
        CredentialField.secret(JohnDeereCredential.CLIENT_SECRET));
  }

  @Override
  public List<String> environments() {
    return List.of(JohnDeereCredential.STAGE, JohnDeereCredential.PRODUCTION);
  }

  /// One authorization server serves both environments.
  @Override
  public URI signInPage(ProviderApplication application, ConsentRequest request) {
    return request.to(config.authorizeUrl(), clientKey(application), scope(application, request));
  }

  @Override
  public CodeExchange exchange(
      ProviderApplication application, ConsentCode code, CallRecorder recorder)
      throws InterruptedException {
    return TokenResponses.readExchange(
        client.exchange(application.keys(), code, recorder), application.keys().secrets().values());
  }

  /// The address is that of the organization's link if there is one; for an account without
  /// organizations it is built from the client key.
  @Override
  public URI connectionPage(
      ProviderApplication application, String managementUri, URI redirectUri) {
    URI page =
        page(managementUri)
            .orElseGet(
                () ->
                    URI.create(
                        config.connectionsUrl().toString().replaceAll("/+$", "")
                            + "/connections/"
                            + URLEncoder.encode(clientKey(application), UTF_8).replace("+", "%20")
                            + "/select-organizations"));
    return UriQuery.NONE.with("redirect_uri", redirectUri.toString()).on(page);
  }

  private Optional<URI> page(String managementUri) {
    try {
      return Optional.of(new URI(managementUri.strip())).filter(pages::contains);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isOwnPage(URI page) {
    return pages.contains(page);
  }

  private static String clientKey(ProviderApplication application) {
    return application.keys().setting(JohnDeereCredential.CLIENT_KEY);
  }

  /// Those of the application, those that the configuration requires, and that for refresh tokens.
  private static String scope(ProviderApplication application, ConsentRequest request) {
    List<String> ofApplication =
        application.scopes().isEmpty() ? List.of(JohnDeereScopes.FIELD_DATA) : application.scopes();
    List<String> required =
        request
            .reads()
            .map(reads -> JohnDeereScopes.missing(reads, ofApplication))
            .orElse(List.of());
    return Stream.of(
            ofApplication.stream().filter(not(LASTING::equals)),
            required.stream(),
            Stream.of(LASTING))
        .flatMap(scopes -> scopes)
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
