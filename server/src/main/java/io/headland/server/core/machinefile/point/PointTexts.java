package io.headland.server.core.machinefile.point;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.UnitSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the properties of points that are no numbers: the original type, the crop, the variety,
/// the products, the type of tillage and the names of the machines.
final class PointTexts {
  private final MachineFileDescription description;
  private final UnitSystem system;
  private final Map<String, MachineFileDescription.Product> products;

  PointTexts(MachineFileDescription description, UnitSystem system) {
    this.description = description;
    this.system = system;
    this.products =
        description.products().stream()
            .collect(
                Collectors.toMap(
                    MachineFileDescription.Product::name,
                    Function.identity(),
                    (first, second) -> first));
  }

  void write(JsonGenerator json, PointRow row) {
    writeText(json, "originalOperationType", description.originalType());
    writeText(json, "crop", description.crop());
    writeMachinery(json, row.machine());
    switch (description.type()) {
      case PLANTED, HARVESTED -> writeText(json, description.type().labelName(), row.label());
      case APPLIED -> {
        if (!row.label().isEmpty() || !products.isEmpty()) {
          writeProducts(json, row);
        }
      }
      case TILLAGE -> writeTillType(json, row);
    }
  }

  /// A list, as at Leaf.
  private static void writeTillType(JsonGenerator json, PointRow row) {
    if (!row.label().isEmpty()) {
      json.writeArrayPropertyStart(OperationType.TILLAGE.labelName());
      json.writeString(row.label());
      json.writeEndArray();
    }
  }

  private static void writeText(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
  }

  /// The machine of the point, and the implements, which points do not name.
  private void writeMachinery(JsonGenerator json, int machine) {
    List<String> names =
        description.machinery().stream()
            .filter(each -> each.isImplement() || each.number() == machine)
            .map(MachineFileDescription.Machinery::name)
            .filter(name -> !name.isEmpty())
            .toList();
    if (!names.isEmpty()) {
      json.writeArrayPropertyStart("machinery");
      names.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /// The components of the product of the point with the rates that the file states; a product
  /// without components with the rate of the point.
  private void writeProducts(JsonGenerator json, PointRow row) {
    json.writeArrayPropertyStart("products");
    List<MachineFileDescription.Component> components =
        product(row.label()).map(MachineFileDescription.Product::components).orElse(List.of());
    if (components.isEmpty()) {
      MeasurementUnit unit = description.units().get(PointProperty.APPLIED_RATE);
      writeProduct(json, row.label(), row.get(PointProperty.APPLIED_RATE), unit);
    }
    for (MachineFileDescription.Component component : components) {
      writeProduct(
          json,
          component.name(),
          component.rate(),
          MeasurementUnit.ofCode(component.unit()).orElse(null));
    }
    json.writeEndArray();
  }

  private Optional<MachineFileDescription.Product> product(String label) {
    boolean isOnly = label.isEmpty() && description.products().size() == 1;
    return isOnly
        ? Optional.of(description.products().getFirst())
        : Optional.ofNullable(products.get(label));
  }

  private void writeProduct(
      JsonGenerator json, String name, double rate, @Nullable MeasurementUnit unit) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    if (!Double.isNaN(rate)) {
      json.writeObjectPropertyStart("rate");
      MeasurementUnit target = unit == null ? null : system.unit(PointProperty.APPLIED_RATE, unit);
      json.writeNumberProperty(
          "value", unit == null || target == null ? rate : unit.convert(rate, target));
      if (target != null) {
        json.writeStringProperty("unit", target.leafName());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
