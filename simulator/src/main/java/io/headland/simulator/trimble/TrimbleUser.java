package io.headland.simulator.trimble;

/// A user who has granted the application access.
public record TrimbleUser(String userName, String refreshToken) {
  /// Everybody's.
  public static final String PASSWORD = "harvest";
}
