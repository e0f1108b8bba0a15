package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.MeasurementUnit;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSource;
import io.headland.server.core.machinefile.RequiredProperties;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.zip.ZipException;

/// A machine file with a name that is unique in its archive. A damaged entry of the archive is an
/// invalid file, not a failure of this server.
record ArchivedFile(String name, MachineFile file) implements MachineFile {
  @Override
  public MachineFileFormat format() {
    return file.format();
  }

  @Override
  public MachineFileDescription describe(RequiredProperties required)
      throws IOException, MachineFileException {
    try {
      MachineFileDescription description = file.describe(required);
      requireUnits(description.units());
      return description;
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private static void requireUnits(Map<PointProperty, MeasurementUnit> units)
      throws MachineFileException {
    for (Map.Entry<PointProperty, MeasurementUnit> each : units.entrySet()) {
      if (!each.getKey().isMeasuredIn(each.getValue())) {
        throw new MachineFileException(
            "The file states the unit \"%s\" for %s, which is not measured in it."
                .formatted(each.getValue().leafName(), each.getKey().leafName()));
      }
    }
  }

  @Override
  public PointSource points() throws IOException, MachineFileException {
    try {
      return new Points(file.points());
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private static MachineFileException damaged(IOException e) {
    String reason = String.valueOf(e.getMessage());
    return new MachineFileException(
        reason.contains(" is damaged: ")
            ? reason
            : "The compressed content of the file is damaged.",
        e);
  }

  private record Points(PointSource source) implements PointSource {
    @Override
    public boolean next(PointRow row) throws IOException, MachineFileException {
      try {
        return source.next(row);
      } catch (ZipException | EOFException e) {
        throw damaged(e);
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
