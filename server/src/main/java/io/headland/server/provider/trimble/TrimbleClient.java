package io.headland.server.provider.trimble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headland.server.config.Secret;
import io.headland.server.config.TrimbleConfig;
import io.headland.server.provider.ConsentCode;
import io.headland.server.provider.ProviderCredential;
import io.headland.server.provider.ProviderSession;
import io.headland.server.upstream.Authorization;
import io.headland.server.upstream.CallRecorder;
import io.headland.server.upstream.UpstreamAnswer;
import io.headland.server.upstream.UpstreamClient;
import io.headland.server.upstream.UpstreamRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests to Trimble in, answers out, nothing understood.
final class TrimbleClient {
  static final String ORGANIZATIONS = "/config/organizations";

  private final TrimbleConfig config;
  private final UpstreamClient upstream;

  TrimbleClient(TrimbleConfig config, UpstreamClient upstream) {
    this.config = config;
    this.upstream = upstream;
  }

  UpstreamAnswer refresh(ProviderCredential credential, CallRecorder recorder)
      throws InterruptedException {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of("refresh_token"));
    form.put("refresh_token", credential.secret(TrimbleCredential.REFRESH_TOKEN));
    return askForToken(credential, form, recorder);
  }

  /// Shows an authorization code.
  UpstreamAnswer exchange(ProviderCredential keys, ConsentCode code, CallRecorder recorder)
      throws InterruptedException {
    return askForToken(keys, code.toForm(), recorder);
  }

  private UpstreamAnswer askForToken(
      ProviderCredential keys, Map<String, Secret> form, CallRecorder recorder)
      throws InterruptedException {
    Secret basic =
        Authorization.basic(
            keys.setting(TrimbleCredential.CLIENT_ID),
            keys.secret(TrimbleCredential.CLIENT_SECRET));
    return upstream.send(UpstreamRequest.postForm(config.tokenUrl(), basic, form), recorder);
  }

  /// A page of a list.
  ///
  /// @param path beneath the API's base
  UpstreamAnswer page(ProviderSession session, String path, BookmarkPosition position)
      throws InterruptedException {
    String base = config.apiUrl().toString().replaceAll("/+$", "");
    String query =
        position.bookmark().isEmpty()
            ? ""
            : "?bookmark=" + URLEncoder.encode(position.bookmark(), UTF_8);
    return UpstreamAnswer.withBody(
        upstream.send(
            UpstreamRequest.get(
                URI.create(base + path + query),
                Map.of("Accept", "application/json"),
                Authorization.bearer(session.accessToken())),
            session.recorder()));
  }

  /// Where a list beneath an organization lies.
  static String resources(String providerOrgId, String list) {
    return "/resources/" + URLEncoder.encode(providerOrgId, UTF_8).replace("+", "%20") + "/" + list;
  }
}
