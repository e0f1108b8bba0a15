package io.headland.demo.scenario;

import java.net.URI;

/// The addresses and credentials that the scenario uses.
///
/// @param owner the API owner's login at the server
/// @param grower the grower's login at the provider
/// @param credential the API owner's credential at John Deere, from the grower's consent
/// @param trimble the same at Trimble; its refresh token can be used once
/// @param trimbleUserName the user there, with the grower's password
public record DemoEnvironment(
    URI server,
    URI simulator,
    Login owner,
    Login grower,
    ProviderCredential credential,
    ProviderCredential trimble,
    String trimbleUserName) {}
