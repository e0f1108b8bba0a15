package io.headland.server.platform.config;

import java.net.URI;

/// John Deere's addresses.
///
/// @param stageUrl API base for credentials with `clientEnvironment` `STAGE`
/// @param productionUrl API base for `PRODUCTION`
/// @param tokenUrl OAuth 2 token endpoint, the same for both
/// @param authorizeUrl page for sign-in and consent
/// @param connectionsUrl page for connecting organizations
public record JohnDeereConfig(
    URI stageUrl, URI productionUrl, URI tokenUrl, URI authorizeUrl, URI connectionsUrl) {}
