package io.headland.server.provider.trimble;

import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The consent at Trimble, followed by the selection of organizations on a page that is independent
/// of OAuth.
final class TrimbleConsent implements Consent {
  /// As registered; it is the scope at Trimble.
  private static final String APPLICATION_NAME = "applicationName";

  /// From the addresses of Trimble's applications (id.trimble.com, www.trimbleag.com).
  private static final Set<String> DOMAINS = Set.of("trimble.com", "trimbleag.com");

  private final TrimbleConfig config;
  private final TrimbleClient client;

  TrimbleConsent(TrimbleConfig config, TrimbleClient client) {
    this.config = config;
    this.client = client;
  }

  @Override
  public String providerName() {
    return "Trimble";
  }

  @Override
  public List<CredentialField> applicationFields() {
    return List.of(
        CredentialField.plain(APPLICATION_NAME),
        CredentialField.plain(TrimbleCredential.CLIENT_ID),
        CredentialField.secret(TrimbleCredential.CLIENT_SECRET));
  }

  @Override
  public List<String> environments() {
    return List.of("PRODUCTION");
  }

  @Override
  public URI signInPage(ProviderApplication application, ConsentRequest request) {
    String scope =
        Stream.concat(
                Stream.of("openid", application.keys().setting(APPLICATION_NAME)),
                application.scopes().stream())
            .distinct()
            .collect(Collectors.joining(" "));
    return request.to(config.authorizeUrl(), clientId(application), scope);
  }

  @Override
  public CodeExchange exchange(
      ProviderApplication application, ConsentCode code, CallRecorder recorder)
      throws InterruptedException {
    return TokenResponses.readExchange(
        client.exchange(application.keys(), code, recorder), application.keys().secrets().values());
  }

  /// Trimble has one page for all organizations, and does not list those that are not authorized.
  @Override
  public URI connectionPage(
      ProviderApplication application, String managementUri, URI redirectUri) {
    return UriQuery.NONE
        .with("clientid", clientId(application))
        .with("redirectionUrl", redirectUri.toString())
        .on(config.connectionsUrl());
  }

  @Override
  public boolean isOwnPage(URI page) {
    return new ProviderPages(
            DOMAINS, List.of(config.apiUrl(), config.authorizeUrl(), config.connectionsUrl()))
        .contains(page);
  }

  private static String clientId(ProviderApplication application) {
    return application.keys().setting(TrimbleCredential.CLIENT_ID);
  }
}
