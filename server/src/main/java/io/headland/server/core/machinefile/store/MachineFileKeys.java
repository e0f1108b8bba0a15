package io.headland.server.core.machinefile.store;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.UUID;

/// The keys of machine files in the file store.
///
/// @param archive the export of a provider from which it was read; the archive of an uploaded file
///   belongs to its batch
/// @param points all points, with the values that are derived from others
/// @param standard the points that satisfy the cleaning rules
/// @param filtered those without standstills and outliers
public record MachineFileKeys(String archive, String points, String standard, String filtered) {
  public static MachineFileKeys of(ApiOwnerId owner, UUID id) {
    String folder = owner + "/" + id + "/";
    return new MachineFileKeys(
        folder + "archive.zip",
        folder + "points.parquet",
        folder + "standard.parquet",
        folder + "filtered.parquet");
  }
}
