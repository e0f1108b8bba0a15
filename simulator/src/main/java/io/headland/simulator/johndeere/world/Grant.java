package io.headland.simulator.johndeere.world;

import java.util.List;

/// A consent given before the story starts, with the refresh token that came of it.
public record Grant(String clientKey, String userName, List<String> scopes, String refreshToken) {
  public Grant {
    scopes = List.copyOf(scopes);
  }
}
