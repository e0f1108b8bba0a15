package io.headland.server.config;

import java.net.URI;

/// Trimble's addresses.
///
/// @param apiUrl base of the Ag Data API, with its version
/// @param tokenUrl OAuth 2 token endpoint
public record TrimbleConfig(URI apiUrl, URI tokenUrl) {}
