package io.headland.server.provider.trimble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.platform.config.HeadlandConfig.TrimbleConfig;
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
import java.util.LinkedHashMap;
import java.util.Map;

/// Sends requests to Trimble and returns the responses without interpretation.
final class TrimbleClient {
  static final String ORGANIZATIONS = "/config/organizations";

  private final TrimbleConfig config;
  private final ProviderHttpClient http;

  TrimbleClient(TrimbleConfig config, ProviderHttpClient http) {
    this.config = config;
    this.http = http;
  }

  ProviderResponse refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("refresh_token"));
    form.put("refresh_token", credential.secret(TrimbleCredential.REFRESH_TOKEN));
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
            keys.setting(TrimbleCredential.CLIENT_ID),
            keys.secret(TrimbleCredential.CLIENT_SECRET));
    return http.send(ProviderRequest.postForm(config.tokenUrl(), basic, form), recorder);
  }

  /// A page of a list.
  ///
  /// @param path below the API's base
  ProviderResponse page(ProviderSession session, String path, BookmarkPosition position)
      throws InterruptedException {
    String base = config.apiUrl().toString().replaceAll("/+$", "");
    String query =
        position.bookmark().isEmpty()
            ? ""
            : "?bookmark=" + URLEncoder.encode(position.bookmark(), UTF_8);
    return ProviderResponse.withBody(
        http.send(
            ProviderRequest.get(
                URI.create(base + path + query),
                Map.of("Accept", "application/json"),
                Authorization.bearer(session.accessToken())),
            session.recorder()));
  }

  /// The path of a list of an organization.
  static String resources(String providerOrgId, String list) {
    return "/resources/" + URLEncoder.encode(providerOrgId, UTF_8).replace("+", "%20") + "/" + list;
  }
}
