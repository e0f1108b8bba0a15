package io.headland.server.api.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.platform.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The assets of a Leaf user, over HTTP.
record UserAssets(ApiClient api, String leafUserId) {

  /// Configures that the assets of selected organizations are read, and that no organization is
  /// selected by default.
  static void readAll(ApiClient api) {
    api.patch(
        "/services/config/api/configs",
        "{\"customDataSync\": false, \"organizationDataSync\": \"SELECTED_ONLY\","
            + " \"machinesAutoSync\": true, \"implementsAutoSync\": true,"
            + " \"operatorsAutoSync\": true}");
  }

  String path(String rest) {
    return "/services/beta/api/users/" + leafUserId + "/" + rest;
  }

  List<String> names(String query) {
    List<String> names = new ArrayList<>();
    api.get(path(query)).json().forEach(asset -> names.add(asset.path("name").stringValue()));
    return names;
  }

  void await(String assets, int count) {
    Concurrency.await(() -> names(assets).size() == count);
  }

  JsonNode find(String query) {
    JsonNode found = api.get(path(query)).json();
    assertThat(found.size()).as(query).isEqualTo(1);
    return found.get(0);
  }

  /// The state of the listing of a kind in the only organization with one; missing without any.
  JsonNode listing(String kind) {
    return api.get("/services/headland/api/users/" + leafUserId + "/asset-listings")
        .json()
        .valueStream()
        .filter(listing -> listing.path("kind").stringValue().equals(kind))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  String failure(String kind) {
    return listing(kind).path("failure").asString("");
  }
}
