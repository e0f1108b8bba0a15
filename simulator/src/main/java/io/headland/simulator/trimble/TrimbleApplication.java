package io.headland.simulator.trimble;

/// The registered application; its name is also its scope.
public record TrimbleApplication(String clientId, String clientSecret, String name) {}
