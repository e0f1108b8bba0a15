package io.headland.simulator.johndeere.operations;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.ExportForms;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the file `…-Deere-Metadata.json` of an export.
final class ExportMetadata {
  private ExportMetadata() {}

  static ObjectNode of(
      OperationRegistry.Located located,
      List<Column> columns,
      ExportForms forms,
      String operationId,
      Instant created) {
    FieldOperation operation = located.operation();
    ObjectNode json =
        Json.object()
            .put("Version", "1.0")
            .put("OrgId", Long.parseLong(located.organization().id()))
            .put("ClientId", located.place().client().id())
            .put("ClientName", located.place().client().name())
            .put("FarmId", located.place().farm().id())
            .put("FarmName", located.place().farm().name())
            .put("FieldId", located.field().id())
            .put("FieldName", located.field().name())
            .put("Operation", operation.kind().title())
            .put("CropSeason", operation.season());
    if (operation.kind() == OperationKind.APPLICATION) {
      product(json, forms);
    } else {
      json.put("CropToken", operation.crop().name());
    }
    json.put("FieldOperationId", operationId)
        .put("FieldOperationStartDate", operation.startDate().toString())
        .put("FileCreatedTimeStamp", created.toString());
    attributes(json.putArray("DataAttributes"), columns);
    Machinery.Machine machine = Machinery.of(located.organization().id()).machine(operation.kind());
    json.putObject("MachineUsage")
        .putObject("1")
        .put("MachineId", machine.guid())
        .put("MachineSerial", machine.serialNumber());
    return json;
  }

  private static void product(ObjectNode json, ExportForms forms) {
    if (forms.products() == ExportForms.ProductForm.LIST) {
      json.putArray("Products")
          .addObject()
          .put("ProductName", Products.NAME)
          .put("ProductUseHash", Products.hash());
      return;
    }
    ObjectNode product =
        json.putObject("Product").put("ProductName", Products.NAME).put("TankMix", true);
    product.putObject("Rate").put("Value", 10.0).put("Unit", "gal1ac-1");
    ArrayNode components = product.putArray("Components");
    for (Products.Component component : Products.COMPONENTS) {
      ObjectNode one =
          components
              .addObject()
              .put("Carrier", component.carrier())
              .put("Name", component.name())
              .put("BrandName", "---");
      one.putObject("Rate").put("Value", component.rate()).put("Unit", component.unit());
    }
  }

  /// The attributes in another order than the columns, as in the samples.
  private static void attributes(ArrayNode attributes, List<Column> columns) {
    for (Column column : columns.reversed()) {
      ObjectNode one = attributes.addObject().put("Name", column.name());
      column.unit().ifPresent(unit -> one.put("Unit", unit));
      one.put("Description", column.description());
    }
  }
}
