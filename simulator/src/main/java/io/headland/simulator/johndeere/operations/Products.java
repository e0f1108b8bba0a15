package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.IdGenerator;
import java.util.List;

/// The tank mix of all applications, with the components of John Deere's sample.
public final class Products {
  public static final String NAME = "Tank Mix";

  /// A component of the tank mix.
  ///
  /// @param rate in its unit
  /// @param share of the volume of the mix
  public record Component(String name, boolean carrier, double rate, String unit, double share) {}

  public static final List<Component> COMPONENTS =
      List.of(
          new Component("AMS", false, 15.0, "floz1ac-1", 15.0 / 1280),
          new Component("Counter", false, 20.0, "floz1ac-1", 20.0 / 1280),
          new Component("Water", true, 9.727, "gal1ac-1", 1245.0 / 1280));

  private Products() {}

  /// The value of the column `PRODUCTHASH`.
  public static String hash() {
    return IdGenerator.digest(NAME).substring(0, 16);
  }
}
