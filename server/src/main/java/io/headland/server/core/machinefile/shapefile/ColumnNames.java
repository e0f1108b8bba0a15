package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import java.util.List;

/// The column names of shapefiles that have no metadata: those that Leaf documents, those of its
/// point properties, and those of widespread farm software. The unit of a column is the one that
/// its name states, otherwise the usual one of US programs.
final class ColumnNames {
  static final String[] TIME = {
    "IsoTime", "timestamp", "DateTime", "Date_Time", "Time_UTC", "UTC_Time", "GPS_Time", "Time"
  };
  static final String[] DATE = {"Date", "Date_UTC", "GPS_Date"};
  static final String[] AREA = {"area", "area_m2"};
  static final String[] CROP = {"Crop", "Crop_Type", "Product_Pr"};
  static final String[] VARIETY = {"Variety", "Hybrid", "varieties"};
  static final String[] PRODUCT = {"Product", "Products", "productName"};
  static final String[] TILL_TYPE = {"tillType", "till_type"};
  static final String[] SECTION = {"SECTIONID", "Section"};

  /// Names of a property in one unit.
  record Name(PointProperty property, MeasurementUnit unit, List<String> columns) {
    static Name of(PointProperty property, MeasurementUnit unit, String... columns) {
      return new Name(property, unit, List.of(columns));
    }
  }

  /// The first name that a file has counts for each property.
  static final List<Name> COMMON =
      List.of(
          Name.of(
              PointProperty.DISTANCE,
              MeasurementUnit.FOOT,
              "Distance",
              "Dist",
              "Distance_f",
              "Dist_ft_",
              "Dist_ft"),
          Name.of(PointProperty.DISTANCE, MeasurementUnit.METRE, "Distance_m", "Dist_m_", "Dist_m"),
          Name.of(
              PointProperty.EQUIPMENT_WIDTH,
              MeasurementUnit.FOOT,
              "SwathWidth",
              "Swth_Wdth_",
              "Swth_Wdth",
              "Swath_Width",
              "equipmentWidth",
              "Width",
              "Width_ft",
              "Swath"),
          Name.of(
              PointProperty.EQUIPMENT_WIDTH,
              MeasurementUnit.METRE,
              "Width_m",
              "Swath_m",
              "Swath_m_"),
          Name.of(
              PointProperty.ELEVATION,
              MeasurementUnit.FOOT,
              "Elevation",
              "Elevation_",
              "Elev",
              "Altitude"),
          Name.of(
              PointProperty.HEADING,
              MeasurementUnit.DEGREE,
              "Heading",
              "Track_deg_",
              "Track_deg",
              "Track",
              "Course"),
          Name.of(
              PointProperty.SPEED,
              MeasurementUnit.MILE_PER_HOUR,
              "Speed",
              "Speed_mph_",
              "Speed_mph",
              "VehicleSpeed"),
          Name.of(
              PointProperty.SPEED, MeasurementUnit.KILOMETRE_PER_HOUR, "Speed_km_h", "Speed_kph"));

  static final List<Name> HARVEST =
      List.of(
          Name.of(
              PointProperty.WET_MASS_PER_AREA,
              MeasurementUnit.POUND_PER_ACRE,
              "Yield_Mass",
              "WetMass",
              "Yld_Mass_Wet",
              "wetMassPerArea"),
          Name.of(
              PointProperty.WET_VOLUME_PER_AREA,
              MeasurementUnit.BUSHEL_PER_ACRE,
              "Yld_Vol_Wet",
              "wetVolumePerArea"),
          Name.of(
              PointProperty.DRY_MASS_PER_AREA,
              MeasurementUnit.POUND_PER_ACRE,
              "Yld_Mass_Dry",
              "VRYIELDMASS",
              "dryMassPerArea"),
          Name.of(
              PointProperty.DRY_VOLUME_PER_AREA,
              MeasurementUnit.BUSHEL_PER_ACRE,
              "dryVolumePerArea"),
          Name.of(
              PointProperty.PROVIDER_VOLUME_PER_AREA,
              MeasurementUnit.BUSHEL_PER_ACRE,
              "VRYIELDVOL",
              "Yld_Vol_Dry",
              "Dry_Yield",
              "Yield"),
          Name.of(
              PointProperty.HARVEST_MOISTURE,
              MeasurementUnit.PERCENT,
              "Moisture",
              "Moisture__",
              "Moisture_",
              "harvestMoisture"));

  static final List<Name> PLANTING =
      List.of(
          Name.of(
              PointProperty.SEED_RATE,
              MeasurementUnit.SEEDS_PER_ACRE,
              "seedRate",
              "SeedCount",
              "Rt_Apd_Ct_",
              "Population"),
          Name.of(
              PointProperty.SEED_RATE_TARGET,
              MeasurementUnit.SEEDS_PER_ACRE,
              "seedRateTarget",
              "TargetRate",
              "Tgt_Rate_c"),
          Name.of(PointProperty.SEED_DEPTH, MeasurementUnit.INCH, "seedDepth"));

  static final List<Name> APPLICATION =
      List.of(
          Name.of(
              PointProperty.APPLIED_RATE,
              MeasurementUnit.GALLON_PER_ACRE,
              "AppliedRate",
              "Rt_Apd_Liq",
              "actualRate"),
          Name.of(PointProperty.APPLIED_RATE, MeasurementUnit.POUND_PER_ACRE, "Rt_Apd_Ms_"),
          Name.of(
              PointProperty.APPLIED_RATE_TARGET,
              MeasurementUnit.GALLON_PER_ACRE,
              "TargetRate",
              "appliedR_1",
              "Tgt_Rate_l"));

  static final List<Name> TILLAGE =
      List.of(
          Name.of(
              PointProperty.TILLAGE_DEPTH_ACTUAL,
              MeasurementUnit.INCH,
              "tillageDepthActual",
              "TillDepth"),
          Name.of(PointProperty.TILLAGE_DEPTH_TARGET, MeasurementUnit.INCH, "tillageD_1"));

  private ColumnNames() {}
}
