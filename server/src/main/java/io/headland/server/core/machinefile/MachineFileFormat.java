package io.headland.server.core.machinefile;

/// The formats of machine files, with Leaf's `fileFormat`.
public enum MachineFileFormat {
  /// John Deere's shapefile export with its metadata file.
  JOHN_DEERE_SHAPEFILE("SHAPEFILE"),
  /// Shapefiles of points whose columns have the names that Leaf documents.
  SHAPEFILE("SHAPEFILE"),
  /// A task set of ISO 11783-10.
  ISOXML("ISO11783"),
  /// A GeoJSON feature collection of points with Leaf's property names.
  GEOJSON("GEOJSON"),
  /// John Deere's display logs of the generations 2, 3 and 4.
  JOHN_DEERE_LOG("JOHN_DEERE_LOG"),
  /// Logs of Case IH and New Holland displays.
  CN1("CN1"),
  /// Files of Ag Leader displays and software.
  AGDATA("AGDATA"),
  /// Logs of Precision Planting and Climate FieldView.
  PRECISION_PLANTING("PRECISION_PLANTING"),
  /// Logs of Trimble displays.
  TRIMBLE("TRIMBLE"),
  /// Job files of Raven displays.
  RAVEN("RAVEN"),
  /// A file that was merged from others on request.
  MERGED("MERGED"),
  /// The totals that a provider states for an operation of which it exports no points.
  PROVIDER_TOTALS("PROVIDER_TOTALS"),
  /// A file that is recognized as none of the others.
  UNKNOWN("UNKNOWN");

  private final String leafName;

  MachineFileFormat(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }
}
