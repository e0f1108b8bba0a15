package io.headland.server.core.machinefile;

import java.util.List;
import java.util.Map;

/// What a machine file states about all of its points. A text that the file lacks is empty.
///
/// @param originalType the type as the file names it, such as `Harvest`
/// @param crop Leaf's name of the crop in lower case, such as `corn`
/// @param units of the properties that have one; the area of a point is always in square metres
/// @param machinery machines and implements; [PointRow#machine] is the number of a machine
/// @param products of an application; [PointRow#label] is the name of a product or tank mix
/// @param place names of the grower, farm and field in the file
public record MachineFileDescription(
    OperationType type,
    String originalType,
    String crop,
    Map<PointProperty, MeasurementUnit> units,
    List<Machinery> machinery,
    List<Product> products,
    OriginalPlace place) {

  public MachineFileDescription {
    units = Map.copyOf(units);
    machinery = List.copyOf(machinery);
    products = List.copyOf(products);
  }

  /// A machine or implement.
  ///
  /// @param number of the machine in the points; 0 for one that the points do not name
  public record Machinery(
      int number, boolean isImplement, String name, String brand, String serialNumber) {}

  /// A product of an application.
  ///
  /// @param name of the product or tank mix in the points
  /// @param components of a tank mix; empty for a single product
  public record Product(String name, boolean isTankMix, List<Component> components) {
    public Product {
      components = List.copyOf(components);
    }
  }

  /// A product of a tank mix.
  ///
  /// @param isCarrier whether the others are dissolved in it
  /// @param rate amount per area; 0 when the file states none
  /// @param unit a code of the ADAPT Standard, such as `gal1ac-1`; empty when the file names none
  public record Component(String name, boolean isCarrier, double rate, String unit) {}

  /// Where the file says that the work was done.
  public record OriginalPlace(String grower, String farm, String field) {
    public static final OriginalPlace UNKNOWN = new OriginalPlace("", "", "");
  }
}
