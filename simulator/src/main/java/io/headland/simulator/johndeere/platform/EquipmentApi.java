package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.Machinery;
import io.headland.simulator.johndeere.operations.MachineryRegistry;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Organization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The equipment API, `/isg/equipment`: machines and implements as plain JSON, with the scope
/// `eq1`.
final class EquipmentApi {
  private static final String JSON = "application/json";

  private final MachineryRegistry registry;
  private final Listings listings;
  private final Errors errors;

  EquipmentApi(MachineryRegistry registry, Listings listings, Errors errors) {
    this.registry = registry;
    this.listings = listings;
    this.errors = errors;
  }

  Routes<Route> routes() {
    return new Routes<Route>()
        .on("GET", "equipment", Route.json(this::list))
        .on("GET", "equipment/{id}", Route.json(this::one));
  }

  /// A machine with its organization.
  private record Owned(Organization organization, Machinery.Machine machine) {
    String category() {
      return machine.implement() ? "Implement" : "Machine";
    }
  }

  private Response list(Call call) {
    if (!OrganizationRels.MACHINES.isInScope(call.caller().scopes())) {
      return errors.missingScopes(call);
    }
    List<String> wanted = values(call, "organizationIds");
    List<Organization> open = organizations(call);
    if (!open.stream().map(Organization::id).toList().containsAll(wanted)) {
      return errors.accessDenied();
    }
    List<Item> items =
        open.stream()
            .filter(organization -> wanted.isEmpty() || wanted.contains(organization.id()))
            .flatMap(this::equipment)
            .filter(matches(call))
            .map(owned -> item(call, owned))
            .toList();
    Response response = listings.pages(call, JSON, PagedList.of(items));
    boolean object =
        call.now().switches().operationForms().equipmentList()
            == OperationForms.EquipmentList.OBJECT;
    return object && response.status() == 200 ? asObject(response) : response;
  }

  private Response one(Call call) {
    if (!OrganizationRels.MACHINES.isInScope(call.caller().scopes())) {
      return errors.missingScopes(call);
    }
    return organizations(call).stream()
        .flatMap(this::equipment)
        .filter(owned -> owned.machine().principalId().equals(call.variable("id")))
        .findFirst()
        .map(owned -> Response.of(200, JSON, Json.bytes(body(call, owned))))
        .orElseGet(errors::notFound);
  }

  /// The organizations whose machines the caller may read.
  private static List<Organization> organizations(Call call) {
    Optional<String> user = call.userName();
    return user.stream()
        .flatMap(name -> call.world().organizationsVisibleTo(name).stream())
        .filter(organization -> organization.findRestriction().isEmpty())
        .filter(organization -> organization.isConnectedTo(call.clientKey()))
        .filter(o -> OrganizationRels.MACHINES.isOpen(o, call.caller().scopes()))
        .toList();
  }

  private Stream<Owned> equipment(Organization organization) {
    Machinery machinery = registry.of(organization.id());
    return Stream.concat(machinery.machines().stream(), machinery.implementList().stream())
        .map(machine -> new Owned(organization, machine));
  }

  private static Predicate<Owned> matches(Call call) {
    List<String> categories = values(call, "categories");
    List<String> serials = values(call, "serialNumbers");
    List<String> principals = new ArrayList<>(values(call, "principalIds"));
    principals.addAll(values(call, "ids"));
    boolean archived = call.parameters().find("archived").filter("true"::equals).isPresent();
    return owned ->
        !archived
            && (categories.isEmpty() || categories.contains(owned.category()))
            && (serials.isEmpty() || serials.contains(owned.machine().serialNumber()))
            && (principals.isEmpty() || principals.contains(owned.machine().principalId()));
  }

  /// The values of a parameter, separated by commas or repeated.
  private static List<String> values(Call call, String name) {
    return call.parameters().list(name).stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Item item(Call call, Owned owned) {
    return new Item(
        owned.machine().principalId(), owned.category(), uri(call, owned), () -> body(call, owned));
  }

  private static String uri(Call call, Owned owned) {
    return call.now().linkBase() + "/isg/equipment/" + owned.machine().principalId();
  }

  private static ObjectNode body(Call call, Owned owned) {
    Machinery.Machine machine = owned.machine();
    ObjectNode body =
        Json.object()
            .put("@type", owned.category())
            .put("id", machine.principalId())
            .put("principalId", machine.principalId())
            .put("name", machine.name())
            .put("serialNumber", machine.serialNumber())
            .put("modelYear", machine.modelYear());
    named(body, "make", "1", "JOHN DEERE");
    named(body, "type", typeId(machine.type()), machine.type());
    named(body, "isgType", typeId(machine.type()), machine.type());
    named(body, "model", typeId(machine.model()), machine.model());
    body.putArray("organization").addObject().put("id", owned.organization().id());
    body.put("telematicsCapable", !machine.implement())
        .put("archived", false)
        .put("ERID", machine.guid());
    body.putObject("organizationRole").put("type", "Controlling");
    body.putArray("alternateIdentifiers");
    body.putArray("mergedEquipment");
    body.set("links", Links.of(call).add("self", uri(call, owned)).array());
    return body;
  }

  private static void named(ObjectNode body, String key, String id, String name) {
    body.putObject(key).put("name", name).put("id", id);
  }

  private static String typeId(String name) {
    return Integer.toString(Math.floorMod(name.hashCode(), 1_000));
  }

  /// The same list with `values` as an object that has each item under its id.
  private static Response asObject(Response list) {
    JsonNode body = Json.read(new String(list.body(), java.nio.charset.StandardCharsets.UTF_8));
    ObjectNode values = Json.object();
    body.path("values").forEach(item -> values.set(item.path("id").asString(), item));
    ((ObjectNode) body).set("values", values);
    return list.withBody(Json.bytes(body));
  }
}
