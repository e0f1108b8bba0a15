package io.headland.demo.scenario;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/// Trimble in the simulator: its control API, and its token endpoint.
final class TrimbleControl implements AutoCloseable {
  private static final String CONTROL = "/_simulator/trimble/";

  private final HttpCalls http;

  TrimbleControl(URI simulator) {
    this.http = new HttpCalls(simulator);
  }

  /// A refresh token, as issued after a user's consent.
  String consent() throws InterruptedException {
    return http.request("POST", CONTROL + "grants")
        .json(LeafApi.body())
        .send()
        .require(200)
        .text("refreshToken");
  }

  /// The number of fields of the organizations that the user has authorized.
  int fields() throws InterruptedException {
    int fields = 0;
    for (JsonNode one : get("organizations").path("organizations").values()) {
      if (one.path("authorized").asBoolean(false)) {
        fields +=
            FieldDataTotals.ofSimulated(
                    get("organizations/" + one.path("id").asString("") + "/fields?limit=10000")
                        .path("fields"))
                .fields();
      }
    }
    return fields;
  }

  /// The response of Trimble to a refresh token.
  ApiResponse refresh(ProviderCredential credential, String refreshToken)
      throws InterruptedException {
    return http.request("POST", "/oauth/token")
        .basic(credential.clientKey(), credential.clientSecret())
        .form("grant_type=refresh_token&refresh_token=" + refreshToken)
        .send();
  }

  private JsonNode get(String what) throws InterruptedException {
    return http.request("GET", CONTROL + what).send().require(200).json();
  }

  @Override
  public void close() {
    http.close();
  }
}
