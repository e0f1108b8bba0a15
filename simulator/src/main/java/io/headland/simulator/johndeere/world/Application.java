package io.headland.simulator.johndeere.world;

import java.util.List;
import java.util.stream.Stream;

/// A registered application, as on developer.deere.com.
public record Application(
    String clientKey,
    String clientSecret,
    String name,
    List<String> redirectUris,
    List<String> scopes) {
  /// All scopes of the platform, including the one that grants a refresh token.
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

  /// The same, with one more redirect address.
  public Application withRedirectUri(String uri) {
    return new Application(
        clientKey,
        clientSecret,
        name,
        Stream.concat(redirectUris.stream(), Stream.of(uri)).distinct().toList(),
        scopes);
  }

  public Application {
    redirectUris = List.copyOf(redirectUris);
    scopes = List.copyOf(scopes);
  }
}
