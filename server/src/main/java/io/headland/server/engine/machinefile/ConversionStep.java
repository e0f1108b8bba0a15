package io.headland.server.engine.machinefile;

/// The steps of a conversion, with Leaf's names (`/files/{id}/status`), in their order.
public enum ConversionStep {
  ORIGINAL_FILE("originalFile"),
  RAW_GEOJSON("rawGeojson"),
  STANDARD_GEOJSON("standardGeojson"),
  FILTERED_GEOJSON("filteredGeojson"),
  SUMMARY("summary"),
  UNITS("units");

  /// The message of the steps of a file while there is no space for its points.
  public static final String DISK_IS_FULL =
      "The disk of the server is full; the conversion is repeated when there is space.";

  private final String leafName;

  ConversionStep(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }
}
