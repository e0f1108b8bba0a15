package io.headland.server.platform.config;

/// Machine files and their bytes.
///
/// @param folder of the file store; blank for `machine-files` in the data folder
/// @param maxUpload size limit of an uploaded archive in MiB
/// @param freeSpace disk space in MiB that uploads leave free
/// @param maxMemory memory in MiB that the conversion of files uses outside of the heap
/// @param readOperations whether the field operations of selected organizations are read from
///   providers
public record MachineFileConfig(
    String folder, int maxUpload, int freeSpace, int maxMemory, boolean readOperations) {
  private static final long MIB = 1024L * 1024;

  public long maxUploadBytes() {
    return maxUpload * MIB;
  }

  public long freeSpaceBytes() {
    return freeSpace * MIB;
  }
}
