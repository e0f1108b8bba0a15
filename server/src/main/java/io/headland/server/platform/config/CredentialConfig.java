package io.headland.server.platform.config;

import java.time.Duration;

/// How provider credentials are treated.
///
/// @param revealSecrets answer secrets in clear, as Leaf does, instead of masked
/// @param replaceExisting a second credential for the same provider replaces the first; otherwise
///   it is refused with `credentialAlreadyExists`
/// @param eventRetention how long `/events` keeps the calls made to a provider
/// @param refreshWait how long a request waits for another node that refreshes the same grant
/// @param unresolvedRefreshWait how long a refresh token is not sent after a node stopped
///   responding while it refreshed it: the token may be spent, and its successor may be in that
///   node's data folder
public record CredentialConfig(
    boolean revealSecrets,
    boolean replaceExisting,
    Duration eventRetention,
    Duration refreshWait,
    Duration unresolvedRefreshWait) {}
