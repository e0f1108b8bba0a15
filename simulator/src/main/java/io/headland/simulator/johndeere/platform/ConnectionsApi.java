package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.connections.Connections;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.Organization;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The Connection Management API: calls of an application for itself, without a user, in plain
/// JSON. Only here an organization's id is a number.
final class ConnectionsApi {
  private final Connections connections;
  private final Listings listings;
  private final Errors errors;

  ConnectionsApi(Connections connections, Listings listings, Errors errors) {
    this.connections = connections;
    this.listings = listings;
    this.errors = errors;
  }

  /// `GET /platform/connections?createdAfter=`.
  Response list(Call call) {
    if (call.userName().isPresent()) {
      return errors.accessDenied();
    }
    Optional<String> text = call.parameters().findText("createdAfter");
    Optional<Instant> after = text.flatMap(ConnectionsApi::moment);
    if (text.isPresent() && after.isEmpty()) {
      return errors.of(400, "The parameter createdAfter is not a time.");
    }
    return listings.plain(
        call,
        "application/json;charset=UTF-8",
        () ->
            connected(call)
                .filter(o -> after.map(created(call, o)::isAfter).orElse(true))
                .map(o -> new Item(id(call, o), "Connection", uri(call, o), () -> body(call, o)))
                .toList());
  }

  /// `GET /platform/connections/{id}`, the target of the link `self` of a connection.
  Response get(Call call) {
    if (call.userName().isPresent()) {
      return errors.accessDenied();
    }
    String id = call.variable("connectionId");
    return connected(call)
        .filter(organization -> id(call, organization).equals(id))
        .findFirst()
        .map(organization -> Json.response(200, body(call, organization)))
        .orElseGet(errors::notFound);
  }

  /// `DELETE /platform/connections/{id}`.
  Response delete(Call call) {
    String id = call.variable("connectionId");
    return end(call, connected(call).filter(o -> id(call, o).equals(id)).findFirst());
  }

  /// `DELETE /platform/organizations/{orgId}/connections`.
  Response deleteOfOrganization(Call call) {
    String id = call.variable("orgId");
    return end(call, connected(call).filter(o -> o.id().equals(id)).findFirst());
  }

  private Response end(Call call, Optional<Organization> organization) {
    if (call.userName().isPresent() || organization.isEmpty()) {
      return errors.accessDenied();
    }
    connections.disconnect(organization.get().id(), call.clientKey());
    return Response.empty(204);
  }

  private static Stream<Organization> connected(Call call) {
    return call.world().organizations().stream()
        .filter(organization -> organization.isConnectedTo(call.clientKey()));
  }

  private static ObjectNode body(Call call, Organization organization) {
    ObjectNode body =
        Json.object()
            .put("id", id(call, organization))
            .put("orgId", Long.parseLong(organization.id()))
            .put("orgName", organization.name())
            .put("created", created(call, organization).toString());
    List<String> scopes =
        call.world().findApplication(call.clientKey()).map(Application::scopes).orElse(List.of());
    Permissions.of(scopes).forEach(body.putArray("permissions")::add);
    String uri = uri(call, organization);
    body.putArray("links")
        .add(Json.object().put("rel", "self").put("uri", uri))
        .add(Json.object().put("rel", "delete").put("uri", uri));
    return body;
  }

  private static String id(Call call, Organization organization) {
    return IdGenerator.uuid(call.clientKey() + '|' + organization.id()).toString();
  }

  private static String uri(Call call, Organization organization) {
    return call.uri("/connections/" + id(call, organization));
  }

  private static Instant created(Call call, Organization organization) {
    return organization.connections().getOrDefault(call.clientKey(), Instant.EPOCH);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The numbers of the scopes of a connection.
  private static final class Permissions {
    static Set<Integer> of(List<String> scopes) {
      Set<Integer> codes = new TreeSet<>();
      scopes.forEach(scope -> codes.addAll(of(scope)));
      return codes;
    }

    private static List<Integer> of(String scope) {
      return switch (scope) {
        case "org1" -> List.of(1001);
        case "org2" -> List.of(1001, 1002);
        case "eq1" -> List.of(2001, 2004, 2005);
        case "eq2" -> List.of(2001, 2002, 2003, 2004, 2005);
        case "ag1" -> List.of(4001, 5001);
        case "ag2" -> List.of(4001, 4002, 5001);
        case "ag3" -> List.of(4001, 4002, 4003, 5001);
        case "files" -> List.of(2003, 2005);
        case "work1" -> List.of(3001);
        case "work2" -> List.of(3001, 3002);
        case "finance1" -> List.of(6001);
        case "finance2" -> List.of(6001, 6002);
        default -> List.of();
      };
    }
  }
}
