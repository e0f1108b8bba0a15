package io.headland.server.platform.config;

import java.net.URI;

/// Trimble's addresses.
///
/// @param apiUrl base of the Ag Data API, with its version
/// @param tokenUrl OAuth 2 token endpoint
/// @param authorizeUrl where a grower signs in and consents
/// @param connectionsUrl where a grower ticks organizations
public record TrimbleConfig(URI apiUrl, URI tokenUrl, URI authorizeUrl, URI connectionsUrl) {}
