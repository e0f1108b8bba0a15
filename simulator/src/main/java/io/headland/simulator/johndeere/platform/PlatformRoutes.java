package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.connections.Connections;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.operations.ExportJobs;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.time.InstantSource;

/// The paths below `/platform`.
final class PlatformRoutes {
  private PlatformRoutes() {}

  /// The operations and their exports.
  record Operations(OperationRegistry registry, ExportJobs jobs) {}

  static Routes<Route> of(
      LiveWorld live,
      Connections connections,
      DataSubscriptions events,
      InstantSource clock,
      IdGenerator idGenerator,
      Operations operations,
      Errors errors) {
    Listings listings = new Listings(errors);
    AccessCheck accessCheck = new AccessCheck(errors);
    Organizations organizations = new Organizations(listings, accessCheck, errors);
    ConnectionsApi connectionsApi = new ConnectionsApi(connections, listings, errors);
    Routes<Route> routes =
        new Routes<Route>()
            .on("GET", "users/{userName}/organizations", Route.axiom(organizations::listOfUser))
            .on("GET", "organizations", Route.axiom(organizations::list))
            .on("GET", "organizations/{orgId}", Route.axiom(organizations::get))
            .on("GET", "connections", Route.json(connectionsApi::list))
            .on("GET", "connections/{connectionId}", Route.json(connectionsApi::get))
            .on("DELETE", "connections/{connectionId}", Route.json(connectionsApi::delete))
            .on(
                "DELETE",
                "organizations/{orgId}/connections",
                Route.json(connectionsApi::deleteOfOrganization));
    new Catalog(errors).addTo(routes);
    new EmptyLists(listings, accessCheck, errors).addTo(routes);
    OperationsApi operationsApi =
        new OperationsApi(operations.registry(), listings, accessCheck, errors);
    operationsApi.addTo(routes);
    new ExportApi(operationsApi, operations.jobs(), errors).addTo(routes);
    new ReferenceApi(operations.registry().machinery(), listings, accessCheck, errors)
        .addTo(routes);
    FieldDataWriter writer =
        new FieldDataWriter(live, events, clock, idGenerator, accessCheck, errors);
    new ClientWrites(writer).addTo(routes);
    new FarmWrites(writer).addTo(routes);
    new FieldWrites(writer).addTo(routes);
    new BoundaryWrites(writer).addTo(routes);
    new TreeRoutes(listings, errors, routes).addAll();
    new SubscriptionsApi(events, idGenerator, listings, errors).addTo(routes);
    return routes;
  }
}
