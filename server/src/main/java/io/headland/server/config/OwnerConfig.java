package io.headland.server.config;

/// The first API owner, created when the database holds none. Blank: one is made up and printed
/// once.
public record OwnerConfig(String email, Secret password) {}
