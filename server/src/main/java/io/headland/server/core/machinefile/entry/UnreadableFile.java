package io.headland.server.core.machinefile.entry;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;

/// A file that is known to be unreadable when the archive is opened.
///
/// @param reason the message of the exception
public record UnreadableFile(String name, MachineFileFormat format, String reason)
    implements MachineFile {
  @Override
  public MachineFileDescription describe(RequiredProperties required) throws MachineFileException {
    throw new MachineFileException(reason);
  }

  @Override
  public PointSource points() throws MachineFileException {
    throw new MachineFileException(reason);
  }
}
