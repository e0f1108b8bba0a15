package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Path;
import io.headland.simulator.http.Request;
import io.headland.simulator.johndeere.oauth.AccessToken;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One authorized request, with the snapshot of the world that it reads.
record Call(
    Request request,
    Path path,
    Parameters parameters,
    Map<String, String> variables,
    LiveWorld.Snapshot now,
    Optional<AccessToken> token) {

  World world() {
    return now.world();
  }

  /// A variable of the route's template.
  String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no variable " + name);
    }
    return value;
  }

  AccessToken caller() {
    return token.orElseThrow(() -> new IllegalStateException("the route takes no token"));
  }

  /// The signed-in user; absent when an application calls for itself.
  Optional<String> userName() {
    return caller().userName();
  }

  String clientKey() {
    return caller().clientKey();
  }

  boolean hasScope(String scope) {
    return caller().scopes().contains(scope);
  }

  /// The values of the parameter `embed`, separated by commas or repeated.
  List<String> embed() {
    return parameters.list("embed").stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .toList();
  }

  /// Whether measurements in English units are requested. Any other value of the header means
  /// metric (inferred).
  boolean requestsEnglishUnits() {
    return request.header("accept-uom-system").orElse("").strip().equalsIgnoreCase("ENGLISH");
  }

  /// The absolute address of a path below `/platform`, as in links.
  String uri(String path) {
    return now.linkBase() + "/platform" + path;
  }
}
