package io.headland.server.core.operation;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.UUID;

/// The keys of a field operation in the file store. Each merge has new keys, so that a reader of
/// the earlier files is not disturbed.
///
/// @param standard the points in the field that satisfy the cleaning rules
/// @param filtered those without standstills and outliers
public record OperationKeys(String standard, String filtered) {
  /// The folder of the files of one version.
  public static String folder(ApiOwnerId owner, UUID operation, UUID version) {
    return owner + "/" + operation + "/" + version;
  }

  public static OperationKeys of(ApiOwnerId owner, UUID operation, UUID version) {
    String folder = folder(owner, operation, version);
    return new OperationKeys(folder + "/standard.parquet", folder + "/filtered.parquet");
  }
}
