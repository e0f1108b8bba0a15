package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Response;
import java.util.Map;

/// A list as it goes over the wire.
///
/// @param signature a digest of the body; empty when none was asked for
/// @param fingerprints item id to a hash of the item's body, to tell what changed since
record Rendered(Response response, String signature, Map<String, Integer> fingerprints) {}
