package io.headland.server.platform.http;

import io.headland.server.platform.json.Json;
import tools.jackson.databind.ObjectWriter;

/// Chooses what of an answer is written.
///
/// @param strict whether the operations that Leaf documents leave out the keys that are [Added]
record BodyWriters(boolean strict) {
  private static final String OWN_OPERATIONS = "/services/headland/";

  /// The writer for a path or the template of one.
  ObjectWriter of(String path) {
    return strict && !path.startsWith(OWN_OPERATIONS) ? Json.DOCUMENTED : Json.COMPLETE;
  }
}
