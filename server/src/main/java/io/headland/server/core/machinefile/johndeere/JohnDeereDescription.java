package io.headland.server.core.machinefile.johndeere;

import io.headland.server.core.machinefile.MachineFileDescription.Component;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileDescription.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The machines, products and place that the metadata of an export names.
final class JohnDeereDescription {
  private JohnDeereDescription() {}

  /// A text; blank for one that is absent, or John Deere's placeholder `---`.
  static String text(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return text.equals("---") ? "" : text;
  }

  static OriginalPlace place(JohnDeereMetadata metadata) {
    return new OriginalPlace(
        text(metadata.clientName()), text(metadata.farmName()), text(metadata.fieldName()));
  }

  static List<Machinery> machinery(JohnDeereMetadata metadata) {
    List<Machinery> machinery = new ArrayList<>();
    Map<String, JohnDeereMetadata.@Nullable Machine> usage = metadata.machineUsage();
    if (usage != null) {
      usage.forEach(
          (number, machine) -> {
            if (number.matches("\\d{1,5}") && machine != null) {
              machinery.add(
                  new Machinery(
                      Integer.parseInt(number), false, "", "", text(machine.machineSerial())));
            }
          });
    }
    machinery.sort(Comparator.comparingInt(Machinery::number));
    return machinery;
  }

  static List<Product> products(JohnDeereMetadata metadata) {
    return metadata.allProducts().stream()
        .map(
            product ->
                new Product(
                    text(product.productName()),
                    Boolean.TRUE.equals(product.tankMix()),
                    components(product)))
        .filter(product -> !product.name().isEmpty())
        .toList();
  }

  private static List<Component> components(JohnDeereMetadata.Product product) {
    List<Component> components = new ArrayList<>();
    if (product.components() != null) {
      for (JohnDeereMetadata.@Nullable Component component : product.components()) {
        if (component != null && !text(component.name()).isEmpty()) {
          components.add(component(component));
        }
      }
    }
    return components;
  }

  private static Component component(JohnDeereMetadata.Component component) {
    JohnDeereMetadata.ProductRate rate = component.rate();
    Double value = rate == null ? null : rate.value();
    return new Component(
        text(component.name()),
        Boolean.TRUE.equals(component.carrier()),
        value == null ? 0 : value,
        rate == null ? "" : text(rate.unit()));
  }
}
