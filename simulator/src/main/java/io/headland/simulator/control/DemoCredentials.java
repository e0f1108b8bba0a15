package io.headland.simulator.control;

/// The credentials that a program needs to act for a user of the world, and those with which the
/// user signs in.
public record DemoCredentials(
    String clientKey, String clientSecret, String refreshToken, String userName, String password) {}
