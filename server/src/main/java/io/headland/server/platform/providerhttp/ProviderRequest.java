package io.headland.server.platform.providerhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.headland.server.platform.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// One call to be made. Its secrets are wrapped, so that it may be printed.
///
/// @param headers besides `Authorization`; a blank value is sent as an empty one
/// @param authorization complete value of the `Authorization` header; blank for none
/// @param body blank for none
public record ProviderRequest(
    String method, URI uri, Map<String, String> headers, Secret authorization, Secret body) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Secret NO_BODY = Secret.of("");

  public ProviderRequest {
    headers = Map.copyOf(headers);
  }

  public static ProviderRequest get(URI uri, Map<String, String> headers, Secret authorization) {
    return new ProviderRequest("GET", uri, headers, authorization, NO_BODY);
  }

  /// A form, sent as `application/x-www-form-urlencoded`.
  public static ProviderRequest postForm(URI uri, Secret authorization, Map<String, Secret> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue().reveal()))
            .collect(joining("&"));
    Map<String, String> headers = Map.of("Content-Type", FORM, "Accept", "application/json");
    return new ProviderRequest("POST", uri, headers, authorization, Secret.of(body));
  }

  /// All secrets in the request, in each form in which a response could contain them.
  List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>();
    String value = authorization.reveal();
    secrets.add(authorization);
    String parameter = value.substring(value.indexOf(' ') + 1);
    secrets.add(Secret.of(parameter));
    if (value.startsWith("Basic ")) {
      String pair = new String(Base64.getDecoder().decode(parameter), UTF_8);
      secrets.add(Secret.of(pair.substring(pair.indexOf(':') + 1)));
    }
    if (FORM.equals(headers.get("Content-Type"))) {
      for (String field : body.reveal().split("&", -1)) {
        secrets.add(Secret.of(URLDecoder.decode(field.substring(field.indexOf('=') + 1), UTF_8)));
      }
    }
    return secrets;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
