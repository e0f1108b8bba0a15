package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import java.util.Map;

/// A list as it is sent.
///
/// @param signature a digest of the body; empty when none was requested
/// @param fingerprints the fingerprint of each item by id, to compute the changes since
record Rendered(Response response, String signature, Map<String, Fingerprint> fingerprints) {
  /// A hash of an item's body, and the values that its deletion must contain.
  record Fingerprint(int hash, String type, String uri) {}
}
