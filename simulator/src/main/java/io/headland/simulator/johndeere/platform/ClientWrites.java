package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.world.Minter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `POST /platform/organizations/{orgId}/clients`: the one write beneath an organization.
final class ClientWrites {
  private final LiveWorld live;
  private final Minter minter;
  private final Gate gate;
  private final Errors errors;

  ClientWrites(LiveWorld live, Minter minter, Gate gate, Errors errors) {
    this.live = live;
    this.minter = minter;
    this.gate = gate;
    this.errors = errors;
  }

  Response create(Call call) {
    return gate.beneath(
        call,
        OrganizationRels.CLIENTS,
        organization -> {
          if (!call.hasScope("ag3")) {
            return errors.missingScopes(call);
          }
          return name(call)
              .map(name -> add(call, organization, name))
              .orElseGet(() -> errors.of(400, "A client needs a name."));
        });
  }

  private Response add(Call call, Organization organization, String name) {
    String id = minter.nextUuid("client").toString();
    live.change(
        world ->
            world
                .findOrganization(organization.id())
                .map(o -> world.with(o.withLand(o.land().withClient(id, name))))
                .orElse(world));
    String uri = TreeBodies.organization(call, organization) + "/clients/" + id;
    return Response.empty(201).with("Location", uri);
  }

  private static Optional<String> name(Call call) {
    try {
      JsonNode body = Json.read(call.request().body().text());
      return body.path("name").stringValueOpt().filter(name -> !name.isBlank());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
