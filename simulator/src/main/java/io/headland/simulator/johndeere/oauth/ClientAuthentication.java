package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.BasicCredentials;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.World;
import java.util.Optional;

/// Identifies the calling application: by Basic authentication, or by its key and secret in the
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
    return BasicCredentials.parse(header)
        .flatMap(given -> find(given, world).or(() -> find(given.decoded(), world)));
  }

  private static Optional<Application> find(BasicCredentials given, World world) {
    return find(given.name(), given.password(), world);
  }

  private static Optional<Application> find(String key, String secret, World world) {
    return world.findApplication(key).filter(found -> found.clientSecret().equals(secret));
  }
}
