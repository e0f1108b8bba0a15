package io.headland.server.platform.config;

import java.net.URI;

/// John Deere's addresses.
///
/// @param stageUrl API base for credentials with `clientEnvironment` `STAGE`
/// @param productionUrl API base for `PRODUCTION`
/// @param tokenUrl OAuth 2 token endpoint, the same for both
/// @param authorizeUrl where a grower signs in and consents
/// @param connectionsUrl where a grower connects organizations
public record JohnDeereConfig(
    URI stageUrl, URI productionUrl, URI tokenUrl, URI authorizeUrl, URI connectionsUrl) {}
