package io.headland.demo.scenario;

import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The simulator's control API: changes at the provider that no client causes.
final class ProviderControl implements AutoCloseable {
  private static final String CONTROL = "/_simulator/";

  private final HttpCalls http;

  ProviderControl(URI simulator) {
    this.http = new HttpCalls(simulator);
  }

  JsonNode world() throws InterruptedException {
    return get("world");
  }

  void rename(String orgId, String name) throws InterruptedException {
    change(orgId, "rename", LeafApi.body().put("name", name));
  }

  void remove(String orgId) throws InterruptedException {
    change(orgId, "remove", LeafApi.body());
  }

  void restore(String orgId) throws InterruptedException {
    change(orgId, "restore", LeafApi.body());
  }

  /// Restricts an organization until its terms are accepted.
  void restrict(String orgId, String termsUri) throws InterruptedException {
    change(orgId, "restrict", LeafApi.body().put("termsUri", termsUri));
  }

  void unrestrict(String orgId) throws InterruptedException {
    change(orgId, "unrestrict", LeafApi.body());
  }

  /// Whether all records of an organization are accessible.
  boolean isUnrestricted(String orgId) throws InterruptedException {
    return get("organizations/" + orgId).path("withheldRels").isEmpty();
  }

  /// Fields of an organization, each with its farm and client.
  JsonNode fields(String orgId) throws InterruptedException {
    return get("organizations/" + orgId + "/fields?limit=10000").path("fields");
  }

  void renameField(String orgId, String fieldId, String name) throws InterruptedException {
    change(orgId, "fields/" + fieldId + "/rename", LeafApi.body().put("name", name));
  }

  /// Delays every response, as with a distant provider.
  void responseAfter(Duration latency) throws InterruptedException {
    JsonNode body = LeafApi.body().put("latency", latency.toString());
    http.request("PATCH", CONTROL + "switches").json(body).send().require(200);
  }

  void clearRequests() throws InterruptedException {
    http.request("DELETE", CONTROL + "requests").send().require(200);
  }

  /// The requests that the provider received since its log was last cleared.
  JsonNode requests() throws InterruptedException {
    return get("requests").path("requests");
  }

  private JsonNode get(String what) throws InterruptedException {
    return http.request("GET", CONTROL + what).send().require(200).json();
  }

  private void change(String orgId, String verb, JsonNode body) throws InterruptedException {
    String path = CONTROL + "organizations/" + orgId + "/" + verb;
    http.request("POST", path).json(body).send().require(200);
  }

  @Override
  public void close() {
    http.close();
  }
}
