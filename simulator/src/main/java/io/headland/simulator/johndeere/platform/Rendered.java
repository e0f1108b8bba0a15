package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import java.util.Map;

/// A list as it goes over the wire.
///
/// @param signature a digest of the body; empty when none was asked for
/// @param fingerprints item id to what the item was like, to tell what changed since
record Rendered(Response response, String signature, Map<String, Fingerprint> fingerprints) {
  /// An item in short: a hash of its body, and what a deletion of it has to name.
  record Fingerprint(int hash, String type, String uri) {}
}
