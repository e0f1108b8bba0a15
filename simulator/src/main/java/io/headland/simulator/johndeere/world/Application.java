package io.headland.simulator.johndeere.world;

import java.util.List;

/// A registered application: what developer.deere.com would keep.
public record Application(
    String clientKey,
    String clientSecret,
    String name,
    List<String> redirectUris,
    List<String> scopes) {
  /// Every scope of the platform, with the one that brings a refresh token.
  public static final List<String> ALL_SCOPES =
      List.of(
          "ag1",
          "ag2",
          "ag3",
          "eq1",
          "eq2",
          "files",
          "org1",
          "org2",
          "work1",
          "work2",
          "finance1",
          "finance2",
          "openid",
          "profile",
          "email",
          "offline_access");

  public Application {
    redirectUris = List.copyOf(redirectUris);
    scopes = List.copyOf(scopes);
  }
}
