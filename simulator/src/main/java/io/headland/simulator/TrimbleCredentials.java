package io.headland.simulator;

/// What a program needs to act for a user of Trimble. The refresh token is good once.
public record TrimbleCredentials(
    String clientId, String clientSecret, String refreshToken, String userName) {}
