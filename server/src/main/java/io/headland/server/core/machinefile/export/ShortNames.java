package io.headland.server.core.machinefile.export;

import io.headland.server.core.machinefile.PointProperty;
import java.util.Locale;

/// The names of properties in .dbf files, which have at most ten characters. They differ from the
/// names by which columns of shapefiles without units are read, so that an exported file is never
/// read in units that it does not have.
final class ShortNames {
  private ShortNames() {}

  static String of(PointProperty property) {
    return switch (property) {
      case AREA -> "pt_area";
      case DISTANCE -> "pt_dist";
      case ELEVATION -> "gps_elev";
      case HEADING -> "gps_head";
      case SPEED -> "gps_speed";
      case EQUIPMENT_WIDTH -> "work_width";
      case FUEL_USED -> "fuel_used";
      case SEED_RATE -> "seed_rate";
      case SEED_RATE_TARGET -> "seed_rt_tg";
      case SEED_DEPTH -> "seed_depth";
      case DOWN_FORCE -> "down_force";
      case SINGULATION -> "singulatn";
      case SKIPS -> "skips";
      case DOUBLES -> "doubles";
      case APPLIED_RATE -> "appl_rate";
      case APPLIED_RATE_TARGET -> "appl_rt_tg";
      case HARVEST_MOISTURE -> "hv_moist";
      case PROTEIN_PERCENTAGE -> "protein_pc";
      case WET_MASS -> "wet_mass";
      case WET_MASS_PER_AREA -> "wet_mass_a";
      case WET_VOLUME -> "wet_vol";
      case WET_VOLUME_PER_AREA -> "wet_vol_a";
      case DRY_MASS -> "dry_mass";
      case DRY_MASS_PER_AREA -> "dry_mass_a";
      case DRY_VOLUME -> "dry_vol";
      case DRY_VOLUME_PER_AREA -> "dry_vol_a";
      case PROVIDER_VOLUME_PER_AREA -> "prov_vol_a";
      case TILLAGE_DEPTH_ACTUAL -> "till_depth";
      case TILLAGE_DEPTH_TARGET -> "till_dp_tg";
    };
  }

  /// The name of a property in words: `Wet mass per area`.
  static String words(PointProperty property) {
    String words = property.leafName().replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
