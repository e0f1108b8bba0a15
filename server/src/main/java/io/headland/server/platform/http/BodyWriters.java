package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import tools.jackson.databind.ObjectWriter;

/// Selects the keys of a response.
///
/// @param strict whether operations documented by Leaf omit the keys that are [Added]
record BodyWriters(boolean strict) {
  private static final String OWN_OPERATIONS = "/services/headland/";

  /// The writer for a path or the template of one.
  ObjectWriter of(String path) {
    return strict && !path.startsWith(OWN_OPERATIONS) ? Json.DOCUMENTED : Json.COMPLETE;
  }
}
