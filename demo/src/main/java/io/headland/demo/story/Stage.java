package io.headland.demo.story;

import java.net.URI;

/// Where the story plays, and with what its actors were provided.
///
/// @param owner the API owner's login at the server
/// @param grower the grower's login at the provider
/// @param credential what the grower's consent gave the API owner at John Deere
/// @param trimble the same at Trimble; its refresh token is good once
/// @param trimbleUserName who signs in there, with the grower's password
public record Stage(
    URI server,
    URI simulator,
    Login owner,
    Login grower,
    ProviderCredential credential,
    ProviderCredential trimble,
    String trimbleUserName) {}
