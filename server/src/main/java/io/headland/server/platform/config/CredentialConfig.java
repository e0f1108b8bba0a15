package io.headland.server.platform.config;

import java.time.Duration;

/// The treatment of provider credentials.
///
/// @param revealSecrets return secrets unmasked, as Leaf does
/// @param replaceExisting a second credential for the same provider replaces the first; otherwise
///   it is rejected with `credentialAlreadyExists`
/// @param eventRetention retention of the recorded calls to a provider
/// @param refreshWait how long a request waits for another node that refreshes the same grant
/// @param unresolvedRefreshWait how long a refresh token is not sent after a node stopped
///   responding during its refresh: the token may have been used, and its successor may be in that
///   node's data folder
public record CredentialConfig(
    boolean revealSecrets,
    boolean replaceExisting,
    Duration eventRetention,
    Duration refreshWait,
    Duration unresolvedRefreshWait) {}
