package io.headland.demo.story;

import java.net.URI;

/// Where the story plays, and with what its actors were provided.
///
/// @param owner the API owner's login at the server
/// @param grower the grower's login at the provider
/// @param credential what the grower's consent gave the API owner
public record Stage(
    URI server, URI simulator, Login owner, Login grower, ProviderCredential credential) {}
