package io.headland.server.core.explain;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.platform.id.SyncRunId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Calls of the API that change the facts of an explanation.
record CallPaths(AccountKey account) {

  String postCredential() {
    return "POST " + user() + "/" + account.provider().credentialShape().path();
  }

  String select(String providerOrgId) {
    return "PATCH " + organizations() + "/" + segment(providerOrgId) + "/SELECTED";
  }

  String sync() {
    return "POST " + organizations() + "/sync";
  }

  String syncFields() {
    return "POST /services/fields/api/users/" + account.leafUser() + "/fields/sync";
  }

  String enable(String fieldId) {
    return "POST /services/fields/api/users/"
        + account.leafUser()
        + "/fields/"
        + fieldId
        + "/enableSync";
  }

  String run(SyncRunId run) {
    return "/services/headland/api/sync-runs/" + run;
  }

  private String organizations() {
    return user() + "/" + account.provider().wireName() + "/organizations";
  }

  private String user() {
    return "/services/usermanagement/api/users/" + account.leafUser();
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
