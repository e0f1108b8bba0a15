package io.headland.simulator.control;

/// The credentials of a user of Trimble for a program, and those with which the user signs in. The
/// refresh token can be used once.
public record TrimbleCredentials(
    String clientId, String clientSecret, String refreshToken, String userName, String password) {}
