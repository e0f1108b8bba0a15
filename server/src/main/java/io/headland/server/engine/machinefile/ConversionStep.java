package io.headland.server.engine.machinefile;

/// The steps of a conversion, with Leaf's names (`/files/{id}/status`), in their order.
public enum ConversionStep {
  ORIGINAL_FILE("originalFile"),
  RAW_GEOJSON("rawGeojson"),
  STANDARD_GEOJSON("standardGeojson"),
  FILTERED_GEOJSON("filteredGeojson"),
  SUMMARY("summary"),
  UNITS("units");

  private final String leafName;

  ConversionStep(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }
}
