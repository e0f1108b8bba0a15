package io.headland.server.platform.config;

import java.util.Optional;

/// Machine files and their bytes.
///
/// @param folder of the file store, or the address of a bucket; blank for `machine-files` in the
///   data folder
/// @param maxUpload size limit of an uploaded archive in MiB
/// @param freeSpace disk space in MiB that uploads leave free
/// @param maxMemory memory in MiB that the conversion of files uses outside of the heap
/// @param readOperations whether the field operations of selected organizations are read from
///   providers
public record MachineFileConfig(
    String folder, int maxUpload, int freeSpace, int maxMemory, boolean readOperations) {
  private static final long MIB = 1024L * 1024;

  /// The bucket of the file store; empty when it is a folder.
  public Optional<S3Location> bucket() {
    return S3Location.parse(folder);
  }

  public long maxUploadBytes() {
    return maxUpload * MIB;
  }

  public long freeSpaceBytes() {
    return freeSpace * MIB;
  }
}
