package io.headland.server.core.machinefile;

import java.util.Arrays;

/// One point of a machine file. A reader fills the same object for each point.
///
/// Values have the units of the file, except the area, which is in square metres. A value that the
/// file lacks is NaN.
// Positions in the array are never stored; a map would box the values of each point.
@SuppressWarnings("EnumOrdinal")
public final class PointRow {
  private final double[] values = new double[PointProperty.values().length];

  private double longitude;
  private double latitude;
  private long epochMillis;
  private int section;
  private int machine;
  private String label = "";

  /// Before the next point.
  public void clear() {
    Arrays.fill(values, Double.NaN);
    longitude = Double.NaN;
    latitude = Double.NaN;
    epochMillis = Long.MIN_VALUE;
    section = 0;
    machine = 0;
    label = "";
  }

  public double get(PointProperty property) {
    return values[property.ordinal()];
  }

  public void set(PointProperty property, double value) {
    values[property.ordinal()] = value;
  }

  public void moveTo(double newLongitude, double newLatitude) {
    longitude = newLongitude;
    latitude = newLatitude;
  }

  public double longitude() {
    return longitude;
  }

  public double latitude() {
    return latitude;
  }

  /// The time of the point in milliseconds since 1970-01-01T00:00Z.
  public long epochMillis() {
    return epochMillis;
  }

  public void recordedAt(long millis) {
    epochMillis = millis;
  }

  /// The section of the implement; 0 for the machine as a whole.
  public int section() {
    return section;
  }

  public void setSection(int number) {
    section = number;
  }

  /// The number of the machine in the metadata; 0 when it is unknown.
  public int machine() {
    return machine;
  }

  public void setMachine(int number) {
    machine = number;
  }

  /// The variety of a planted or harvested point, the product of an applied one, the type of
  /// tillage.
  public String label() {
    return label;
  }

  public void setLabel(String text) {
    label = text;
  }
}
