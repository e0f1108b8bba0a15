package io.headland.server.platform.config;

/// The pages on which growers connect.
///
/// @param publicUrl their base address as growers and providers see it, without a trailing slash;
///   blank when it is the one of the API
public record ConnectConfig(String publicUrl) {}
