package io.headland.server.platform.config;

import java.net.URI;

/// Trimble's addresses.
///
/// @param apiUrl base of the Ag Data API, with its version
/// @param tokenUrl OAuth 2 token endpoint
/// @param authorizeUrl page for sign-in and consent
/// @param connectionsUrl page for authorizing organizations
public record TrimbleConfig(URI apiUrl, URI tokenUrl, URI authorizeUrl, URI connectionsUrl) {}
