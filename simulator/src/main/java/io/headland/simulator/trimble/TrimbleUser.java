package io.headland.simulator.trimble;

/// A person who has given the application a refresh token.
public record TrimbleUser(String userName, String refreshToken) {
  /// Everybody's.
  public static final String PASSWORD = "harvest";
}
