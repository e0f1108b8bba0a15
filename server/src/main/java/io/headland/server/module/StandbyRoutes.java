package io.headland.server.module;

import java.util.List;
import java.util.regex.Pattern;

/// The operations that may read from a standby, and so may be up to a second old.
///
/// The rule: an operation may, if it is a `GET` and everything in its response is written by
/// background work (syncs, conversions, counting), or is a record of field data or an asset. An
/// operation must not, if its response
///
/// - is what clients configure: Leaf users, credentials, the status of organizations, app keys,
///   links, webhooks, alerts, configurations, uploads in progress;
/// - orders or announces changes: the feed of events, the stream of a sync run;
/// - is read for the newest state: explanations, the state of the system;
/// - is read at the provider: lists of organizations, previews.
final class StandbyRoutes {
  private static final List<String> FAMILIES =
      List.of(
          "/services/fields/api/",
          "/services/operations/api/",
          "/services/headland/api/operations/",
          "/services/headland/api/files/",
          "/services/headland/api/fields/",
          "/services/beta/api/");

  /// Without the names of parameters.
  private static final List<String> PATHS =
      List.of(
          "/services/headland/api/users/{}/asset-listings",
          "/services/headland/api/users/{}/fields/{}/boundaries/{}/earlierGeometries",
          "/services/headland/api/users/{}/{}/organizations/counts",
          "/services/headland/api/users/{}/{}/counts/history",
          "/services/integrations/api/resources",
          "/services/usermanagement/api/resources",
          "/services/headland/api/accounts",
          "/services/headland/api/accounts/totals",
          "/services/headland/api/provider-applications",
          "/services/headland/api/sync-runs",
          "/services/headland/api/sync-runs/{}");

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");
  private static final String EXPLANATION = "/explanation";

  private StandbyRoutes() {}

  /// Whether a route may read from a standby.
  ///
  /// @param path the template of the route
  static boolean mayRead(String method, String path) {
    return method.equals("GET")
        && (PATHS.contains(PARAMETER.matcher(path).replaceAll("{}"))
            || FAMILIES.stream().anyMatch(path::startsWith))
        && !path.endsWith(EXPLANATION);
  }

  /// Whether a route may write.
  static boolean mayWrite(String method) {
    return !method.equals("GET");
  }
}
