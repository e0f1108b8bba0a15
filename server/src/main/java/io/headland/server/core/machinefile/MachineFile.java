package io.headland.server.core.machinefile;

import java.io.IOException;

/// One machine file of an uploaded archive: points of one type, and of one crop if it has one.
/// Valid while its archive is open.
public interface MachineFile {
  /// The path in the archive, without its ending; unique within the archive, and the same each time
  /// that the archive is opened.
  String name();

  MachineFileFormat format();

  /// Reads what the file states about its points.
  ///
  /// @param required properties that the points must have
  /// @throws MachineFileException when the file is invalid, or has a format that cannot be read;
  ///   the message then names the format and which export to upload instead
  MachineFileDescription describe(RequiredProperties required)
      throws IOException, MachineFileException;

  /// The same with all required properties.
  default MachineFileDescription describe() throws IOException, MachineFileException {
    return describe(RequiredProperties.ALL);
  }

  /// Reads the points from the first one on.
  ///
  /// @throws MachineFileException as [#describe]
  PointSource points() throws IOException, MachineFileException;
}
