package io.headland.server.platform.config;

/// The pages on which growers connect accounts.
///
/// @param publicUrl their base address as seen by growers and providers, without a trailing slash;
///   blank when it is that of the API
public record ConnectConfig(String publicUrl) {}
