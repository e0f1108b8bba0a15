package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.platform.config.HeadlandConfig.JohnDeereConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.Authorization;
import io.headland.server.platform.providerhttp.CallRecorder;
import io.headland.server.platform.providerhttp.ProviderHttpClient;
import io.headland.server.platform.providerhttp.ProviderRequest;
import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.provider.ConsentCode;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sends requests to John Deere and returns the responses without interpretation.
final class JohnDeereClient {
  /// Other media types result in 406.
  private static final String MEDIA_TYPE = "application/vnd.deere.axiom.v3+json";

  private final JohnDeereConfig config;
  private final ProviderHttpClient http;
  private final FirstSignature documentedFirst = FirstSignature.asDocumented();
  private final FirstSignature fieldsFirst = FirstSignature.asInTheNotebook();

  JohnDeereClient(JohnDeereConfig config, ProviderHttpClient http) {
    this.config = config;
    this.http = http;
  }

  /// The value in a first request to listings of organizations, clients and farms.
  FirstSignature documentedFirst() {
    return documentedFirst;
  }

  /// The value in a first request to a listing of fields.
  FirstSignature fieldsFirst() {
    return fieldsFirst;
  }

  /// The base address for this credential.
  URI base(ProviderCredential credential) {
    boolean production =
        credential
            .settings()
            .getOrDefault(JohnDeereCredential.ENVIRONMENT, JohnDeereCredential.STAGE)
            .equals(JohnDeereCredential.PRODUCTION);
    return production ? config.productionUrl() : config.stageUrl();
  }

  ProviderResponse refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("refresh_token"));
    form.put("refresh_token", credential.secret(JohnDeereCredential.REFRESH_TOKEN));
    return requestToken(credential, form, recorder);
  }

  /// Sends an authorization code.
  ProviderResponse exchange(ProviderCredential keys, ConsentCode code, CallRecorder recorder)
      throws InterruptedException {
    return requestToken(keys, code.toForm(), recorder);
  }

  private ProviderResponse requestToken(
      ProviderCredential keys, Map<String, Secret> form, CallRecorder recorder)
      throws InterruptedException {
    Secret basic =
        Authorization.basic(
            keys.setting(JohnDeereCredential.CLIENT_KEY),
            keys.secret(JohnDeereCredential.CLIENT_SECRET));
    return http.send(ProviderRequest.postForm(config.tokenUrl(), basic, form), recorder);
  }

  /// A listing or a page of one.
  ///
  /// @param link below the platform path, with its query
  ProviderResponse listing(ProviderSession session, String link, ListingSignature signature)
      throws InterruptedException {
    return listing(session, link, signature, Map.of());
  }

  /// A listing or a page of one.
  ///
  /// @param link below the platform path, with its query
  /// @param others headers besides the signature
  ProviderResponse listing(
      ProviderSession session, String link, ListingSignature signature, Map<String, String> others)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>(others);
    headers.putAll(header(signature));
    return get(session, links(session).below(link), headers);
  }

  /// A complete listing in one response, with or without signatures. The header is that of June
  /// 2024; it is optional and may be ignored or rejected.
  ProviderResponse unpaged(ProviderSession session, String link, ListingSignature.First signature)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>(header(signature));
    headers.put("x-deere-no-paging", "true");
    return get(session, links(session).below(link), headers);
  }

  ProviderResponse get(ProviderSession session, String path) throws InterruptedException {
    return get(session, links(session).below(path), Map.of());
  }

  /// A request to the equipment API, which has an address and a media type of its own.
  ///
  /// @param link below the path of the equipment API, with its query
  ProviderResponse equipment(ProviderSession session, String link) throws InterruptedException {
    Secret bearer = Authorization.bearer(session.accessToken());
    ProviderRequest request =
        ProviderRequest.get(
            URI.create(config.equipmentUrl() + link), Map.of("Accept", "application/json"), bearer);
    return ProviderResponse.withBody(http.send(request, session.recorder()));
  }

  ProviderResponse organization(ProviderSession session, String providerOrgId)
      throws InterruptedException {
    return get(session, links(session).below(pathOf(providerOrgId)), Map.of());
  }

  /// One field with all its properties.
  ProviderResponse field(
      ProviderSession session, String providerOrgId, String providerFieldId, String embed)
      throws InterruptedException {
    String path = pathOf(providerOrgId) + "/fields/" + segment(providerFieldId) + "?" + embed;
    return get(session, links(session).below(path), Map.of());
  }

  /// A call that changes data.
  ProviderResponse write(ProviderSession session, String method, String path, Secret body)
      throws InterruptedException {
    Map<String, String> headers = Map.of("Accept", MEDIA_TYPE, "Content-Type", MEDIA_TYPE);
    Secret bearer = Authorization.bearer(session.accessToken());
    return http.send(
        new ProviderRequest(method, links(session).below(path), headers, bearer, body),
        session.recorder());
  }

  /// The path of an organization below the platform path.
  static String pathOf(String providerOrgId) {
    return "/organizations/" + segment(providerOrgId);
  }

  static String segment(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  JohnDeereLinks links(ProviderSession session) {
    return new JohnDeereLinks(base(session.credential()));
  }

  private ProviderResponse get(ProviderSession session, URI uri, Map<String, String> extra)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>(extra);
    headers.put("Accept", MEDIA_TYPE);
    Secret bearer = Authorization.bearer(session.accessToken());
    return ProviderResponse.withBody(
        http.send(ProviderRequest.get(uri, headers, bearer), session.recorder()));
  }

  /// java.net.http sends a blank value as an empty header line, as Deere documents it for a first
  /// call (observed with JDK 25 and verified by a test).
  private static Map<String, String> header(ListingSignature signature) {
    return switch (signature) {
      case ListingSignature.Absent _ -> Map.of();
      case ListingSignature.First(String value) -> Map.of(ListingSignature.HEADER, value);
      case ListingSignature.Known(String value) -> Map.of(ListingSignature.HEADER, value);
    };
  }
}
