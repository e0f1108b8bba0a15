package io.headland.simulator.johndeere.operations;

import java.util.Arrays;
import java.util.Optional;

/// Crops of `/cropTypes`. The id, density and moisture of corn, and the densities and moistures of
/// soybeans and oats, are those of John Deere's samples; the others are plausible.
public enum Crop {
  CORN_WET(173, "Corn", 25.4, 15.0, 10_800, 17.5, 79_000, "CORNVAR-001"),
  SOYBEANS(174, "Soybeans", 27.22, 13.0, 3_700, 12.4, 370_000, "BEANVAR-002"),
  OATS(62, "Oats", 14.51, 14.0, 3_400, 13.1, 2_500_000, "OATVAR-003"),
  WHEAT(99, "Wheat", 27.22, 13.5, 4_600, 13.8, 3_400_000, "WHEATVAR-004"),
  BARLEY(5, "Barley", 21.77, 14.5, 4_900, 13.2, 2_700_000, "BARLEYVAR-005"),
  CANOLA(23, "Canola", 22.68, 10.0, 2_400, 9.1, 900_000, "CANOLAVAR-006"),
  SORGHUM(85, "Sorghum", 25.4, 14.0, 5_600, 15.2, 150_000, "SORGHUMVAR-007");

  private final int id;
  private final String label;
  private final double kilogramsPerBushel;
  private final double payableMoisture;
  private final double massPerHectare;
  private final double moisture;
  private final double seedsPerHectare;
  private final String variety;

  Crop(
      int id,
      String label,
      double kilogramsPerBushel,
      double payableMoisture,
      double massPerHectare,
      double moisture,
      double seedsPerHectare,
      String variety) {
    this.id = id;
    this.label = label;
    this.kilogramsPerBushel = kilogramsPerBushel;
    this.payableMoisture = payableMoisture;
    this.massPerHectare = massPerHectare;
    this.moisture = moisture;
    this.seedsPerHectare = seedsPerHectare;
    this.variety = variety;
  }

  public int id() {
    return id;
  }

  /// The translated name.
  public String label() {
    return label;
  }

  /// The density factor, in kilograms per bushel.
  public double kilogramsPerBushel() {
    return kilogramsPerBushel;
  }

  /// The moisture in percent above which the yield is reduced.
  public double payableMoisture() {
    return payableMoisture;
  }

  double massPerHectare() {
    return massPerHectare;
  }

  double moisture() {
    return moisture;
  }

  double seedsPerHectare() {
    return seedsPerHectare;
  }

  public String variety() {
    return variety;
  }

  /// The yield by volume, in bushels per hectare, of a wet mass in kilograms per hectare, as John
  /// Deere's exports compute it.
  double bushelsPerHectare(double wetMass, double moistureOfPoint) {
    double dry = (100 - moistureOfPoint) / (100 - payableMoisture);
    return wetMass / kilogramsPerBushel * Math.min(1, dry);
  }

  public static Optional<Crop> find(String token) {
    return Arrays.stream(values()).filter(crop -> crop.name().equals(token)).findFirst();
  }
}
