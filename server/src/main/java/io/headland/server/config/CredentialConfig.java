package io.headland.server.config;

import java.time.Duration;

/// How provider credentials are treated.
///
/// @param revealSecrets answer secrets in clear, as Leaf does, instead of masked
/// @param replaceExisting a second credential for the same provider replaces the first; otherwise
///   it is refused with `credentialAlreadyExists`
/// @param eventRetention how long `/events` keeps the calls made to a provider
public record CredentialConfig(
    boolean revealSecrets, boolean replaceExisting, Duration eventRetention) {}
