package io.headland.simulator.control;

/// What a program needs to act for a user of Trimble, and what that user needs to sign in. The
/// refresh token is good once.
public record TrimbleCredentials(
    String clientId, String clientSecret, String refreshToken, String userName, String password) {}
