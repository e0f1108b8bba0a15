package io.headland.simulator.johndeere.world;

import java.util.List;

/// A consent that exists at the start, with its refresh token.
public record Grant(String clientKey, String userName, List<String> scopes, String refreshToken) {
  public Grant {
    scopes = List.copyOf(scopes);
  }
}
