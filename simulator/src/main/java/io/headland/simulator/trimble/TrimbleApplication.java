package io.headland.simulator.trimble;

import java.util.List;
import java.util.stream.Stream;

/// The registered application; its name is also its scope.
///
/// @param redirectUris where browsers may be sent back to, letter for letter
public record TrimbleApplication(
    String clientId, String clientSecret, String name, List<String> redirectUris) {
  public TrimbleApplication {
    redirectUris = List.copyOf(redirectUris);
  }

  TrimbleApplication withRedirectUri(String uri) {
    return new TrimbleApplication(
        clientId,
        clientSecret,
        name,
        Stream.concat(redirectUris.stream(), Stream.of(uri)).distinct().toList());
  }
}
