package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.Machinery;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.operations.Products;
import io.headland.simulator.johndeere.world.OperationForms;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes field operations.
final class OperationBody {
  private OperationBody() {}

  /// The id in the form that is set.
  static String id(Call call, FieldOperation operation) {
    return call.now().switches().operationForms().ids() == OperationForms.Ids.UUID
        ? operation.key().uuid()
        : operation.key().base64();
  }

  static String organization(Call call, OperationRegistry.Located located) {
    return TreeBodies.organization(call, located.organization());
  }

  static String field(Call call, OperationRegistry.Located located) {
    return organization(call, located) + "/fields/" + located.field().id();
  }

  static String self(Call call, OperationRegistry.Located located) {
    return call.uri("/fieldOperations/" + id(call, located.operation()));
  }

  static String varietyId(FieldOperation operation) {
    return IdGenerator.uuid("variety/" + operation.variety()).toString();
  }

  static String productId() {
    return IdGenerator.uuid("product/" + Products.NAME).toString().substring(0, 8);
  }

  static ObjectNode of(Call call, OperationRegistry.Located located) {
    FieldOperation operation = located.operation();
    ObjectNode body =
        Json.object()
            .put("@type", "FieldOperation")
            .put("fieldOperationType", operation.kind().word())
            .put("adaptMachineType", operation.kind().adaptMachineType())
            .put("cropSeason", Integer.toString(operation.season()))
            .put("modifiedTime", operation.modifiedTime().toString())
            .put("startDate", operation.startDate().toString())
            .put("endDate", operation.endDate().toString());
    products(body, operation);
    if (call.embed().contains("measurementTypes")) {
      body.set("measurementTypes", MeasurementBody.all(call, located));
    }
    machines(body, located);
    body.put("orgId", Long.parseLong(located.organization().id()));
    body.putArray("tasks");
    body.put("id", id(call, operation));
    body.set("links", links(call, located));
    return body;
  }

  private static void products(ObjectNode body, FieldOperation operation) {
    switch (operation.kind()) {
      case SEEDING, HARVEST -> {
        body.put("cropName", operation.crop().name());
        product(body, "varieties", varietyId(operation), "SEED", operation.variety(), false);
      }
      case APPLICATION -> {
        body.put("treatedCropName", operation.crop().name());
        String id = IdGenerator.uuid("product/" + Products.NAME).toString();
        product(body, "products", id, "TANKMIX", Products.NAME, true);
      }
      case TILLAGE -> {}
    }
  }

  private static void product(
      ObjectNode body, String key, String id, String type, String name, boolean tankMix) {
    body.putArray(key)
        .addObject()
        .put("@type", "Product")
        .put("guid", id)
        .put("productType", type)
        .put("productId", id.substring(0, 8))
        .put("name", name)
        .put("brand", "---")
        .put("tankMix", tankMix);
  }

  private static void machines(ObjectNode body, OperationRegistry.Located located) {
    OperationKind kind = located.operation().kind();
    Machinery machinery = Machinery.of(located.organization().id());
    Machinery.Machine machine = machinery.machine(kind);
    Machinery.Operator operator = machinery.operator(kind);
    body.putArray("fieldOperationMachines")
        .addObject()
        .put("@type", "FieldOperationMachine")
        .put("vin", machine.serialNumber())
        .put("GUID", machine.guid())
        .put("erid", machine.guid())
        .put("machineId", machine.principalId())
        .putArray("operators")
        .addObject()
        .put("@type", "Operator")
        .put("operatorId", operator.id())
        .put("name", operator.name());
  }

  private static JsonNode links(Call call, OperationRegistry.Located located) {
    String organization = organization(call, located);
    String self = self(call, located);
    FieldOperation operation = located.operation();
    Links links =
        Links.of(call)
            .add("field", field(call, located))
            .add("organization", organization)
            .add("self", self)
            .add("client", organization + "/clients/" + located.place().client().id())
            .add("farm", organization + "/farms/" + located.place().farm().id());
    if (operation.kind().hasPoints()) {
      links.add("shapeFileAsync", call.uri("/fieldOps/" + id(call, operation)));
    }
    links.add("fieldOperationWorkNotes", self + "/workNotes");
    for (String name : MeasurementBody.names(operation.kind())) {
      String rel = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
      links.add(rel, self + "/measurementTypes/" + name);
    }
    String operator = Machinery.of(located.organization().id()).operator(operation.kind()).id();
    return links.add("operators", organization + "/operators?operatorGuids=" + operator).array();
  }
}
