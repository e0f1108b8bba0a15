package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.summary.Amount;
import io.headland.server.core.machinefile.summary.OperationSummary;
import io.headland.server.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Leaf's `products` of a summary: the products of the points, and the components of tank mixes.
/// Components of one name and dimension are added up unless `summarizeByProductEntry` is off.
final class AppliedProducts {
  private static final String RATE = "rate";

  private final OperationSummary summary;
  private final Quantities quantities;
  private final boolean addsUp;

  AppliedProducts(OperationSummary summary, Quantities quantities, boolean addsUp) {
    this.summary = summary;
    this.quantities = quantities;
    this.addsUp = addsUp;
  }

  /// The amounts of one component.
  private record Entry(String type, double area, Amount rate, Amount total) {
    /// Two entries of one name; the rate is the mean by area.
    Entry plus(Entry other) {
      double areas = area + other.area;
      double otherRate = other.rate.unit().convert(other.rate.value(), rate.unit());
      double mean = (rate.value() * area + otherRate * other.area) / areas;
      double otherTotal = other.total.unit().convert(other.total.value(), total.unit());
      return new Entry(
          type,
          areas,
          new Amount(areas > 0 ? mean : rate.value(), rate.unit()),
          new Amount(total.value() + otherTotal, total.unit()));
    }
  }

  /// Rates of one dimension can be added up.
  ///
  /// @param number of the entry; 0 when entries are added up
  private record Key(String name, MeasurementUnit.Dimension dimension, int number) {}

  ArrayNode json() {
    ArrayNode products = Json.MAPPER.createArrayNode();
    Map<Key, Entry> components = new LinkedHashMap<>();
    for (OperationSummary.Part part : summary.parts()) {
      List<MachineFileDescription.Component> ofPart = components(part);
      if (ofPart.isEmpty()) {
        add(products, part);
      }
      for (MachineFileDescription.Component component : ofPart) {
        entry(component, part.area())
            .ifPresentOrElse(
                entry -> put(components, component.name(), entry),
                () -> addWithoutUnit(products, component, part));
      }
    }
    components.forEach((key, entry) -> add(products, key.name(), entry));
    return products;
  }

  private void put(Map<Key, Entry> components, String name, Entry entry) {
    int number = addsUp ? 0 : components.size();
    components.merge(new Key(name, entry.rate().unit().dimension(), number), entry, Entry::plus);
  }

  private List<MachineFileDescription.Component> components(OperationSummary.Part part) {
    List<MachineFileDescription.Product> products = summary.description().products();
    boolean isOnly = products.size() == 1 && part.name().isEmpty();
    return products.stream()
        .filter(product -> isOnly || product.name().equals(part.name()))
        .findFirst()
        .map(MachineFileDescription.Product::components)
        .orElse(List.of());
  }

  /// The amounts of a component at its rate; empty when the rate has no known unit.
  private static Optional<Entry> entry(MachineFileDescription.Component component, double area) {
    return MeasurementUnit.ofCode(component.unit())
        .flatMap(
            unit ->
                unit.amount()
                    .map(
                        amount ->
                            new Entry(
                                type(component),
                                area,
                                new Amount(component.rate(), unit),
                                new Amount(
                                    amount.fromStandard(unit.toStandard(component.rate()) * area),
                                    amount))));
  }

  private static String type(MachineFileDescription.Component component) {
    return component.isCarrier() ? "Carrier" : "Component";
  }

  private void add(ArrayNode products, String name, Entry entry) {
    ObjectNode product = products.addObject();
    product.put("name", name).put("type", entry.type());
    product.set(RATE, quantities.json(PointProperty.APPLIED_RATE, entry.rate()));
    product.set("totalApplied", quantities.json(PointProperty.APPLIED_RATE, entry.total()));
    product.set("area", quantities.area(entry.area()));
  }

  private void addWithoutUnit(
      ArrayNode products, MachineFileDescription.Component component, OperationSummary.Part part) {
    ObjectNode product = products.addObject();
    product.put("name", component.name()).put("type", type(component));
    product.putObject(RATE).put("value", component.rate());
    product.set("area", quantities.area(part.area()));
  }

  private void add(ArrayNode products, OperationSummary.Part part) {
    ObjectNode product = products.addObject();
    product.put("name", part.name());
    quantities.putMean(product, RATE, PointProperty.APPLIED_RATE, part.statistics());
    quantities.put(
        product,
        "totalApplied",
        PointProperty.APPLIED_RATE,
        part.totals().get(PointProperty.APPLIED_RATE));
    product.set("area", quantities.area(part.area()));
  }
}
