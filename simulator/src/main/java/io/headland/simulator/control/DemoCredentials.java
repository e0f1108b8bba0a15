package io.headland.simulator.control;

/// What a program needs to act for the first user of the world, and what that user needs to sign
/// in.
public record DemoCredentials(
    String clientKey, String clientSecret, String refreshToken, String userName, String password) {}
