package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Finds out which application is calling: by Basic authentication or by its key and secret in the
/// form. Both are in use at John Deere.
final class ClientAuthentication {
  private ClientAuthentication() {}

  static Optional<Application> find(Request request, World world) {
    Optional<String> header = request.header("authorization");
    if (header.isPresent()) {
      return basic(header.get(), world);
    }
    Parameters form = request.form();
    return find(form.find("client_id").orElse(""), form.find("client_secret").orElse(""), world);
  }

  private static Optional<Application> basic(String header, World world) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    String pair;
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(6).strip());
      pair = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String key = pair.substring(0, colon);
    String secret = pair.substring(colon + 1);
    // RFC 6749 wants both parts form-encoded before; many clients do not, so either is good.
    return find(key, secret, world)
        .or(() -> find(Parameters.decode(key), Parameters.decode(secret), world));
  }

  private static Optional<Application> find(String key, String secret, World world) {
    return world.findApplication(key).filter(found -> found.clientSecret().equals(secret));
  }
}
