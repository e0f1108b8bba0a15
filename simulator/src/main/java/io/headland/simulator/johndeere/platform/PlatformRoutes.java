package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.connections.Connections;

/// The addresses beneath `/platform`.
final class PlatformRoutes {
  private PlatformRoutes() {}

  static Routes<Route> of(Errors errors, Connections connections) {
    Listings listings = new Listings(errors);
    Gate gate = new Gate(errors);
    Catalog catalog = new Catalog(errors);
    Organizations organizations = new Organizations(listings, gate, errors);
    return new Routes<Route>()
        .on("GET", "", Route.open(catalog::catalog))
        .on("GET", "users/{userName}", Route.axiom(catalog::user))
        .on("GET", "users/{userName}/organizations", Route.axiom(organizations::listOfUser))
        .on("GET", "organizations", Route.axiom(organizations::list))
        .on("GET", "organizations/{orgId}", Route.axiom(organizations::get));
  }
}
