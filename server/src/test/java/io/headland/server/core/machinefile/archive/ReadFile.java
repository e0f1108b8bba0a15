package io.headland.server.core.machinefile.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.PointProperty;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.PointSources;
import java.io.IOException;
import java.nio.file.Path;

/// The only machine file of an archive, read to its end.
///
/// @param area of all points, in square metres
/// @param last the last point
public record ReadFile(
    String name,
    MachineFileFormat format,
    MachineFileDescription description,
    long points,
    double area,
    PointRow last) {

  /// Reads the file.
  ///
  /// @param workFolder for archives in the archive
  public static ReadFile of(Path zip, Path workFolder) throws IOException, MachineFileException {
    try (MachineFileArchive archive = MachineFileArchive.open(zip, workFolder)) {
      assertThat(archive.files()).hasSize(1);
      MachineFile only = archive.files().getFirst();
      MachineFileDescription description = only.describe();
      double[] area = new double[1];
      PointRow[] last = {new PointRow()};
      long points =
          PointSources.read(
              only.points(),
              row -> {
                area[0] += row.get(PointProperty.AREA);
                last[0] = row;
              });
      return new ReadFile(only.name(), only.format(), description, points, area[0], last[0]);
    }
  }

  /// A value of the last point.
  public double last(PointProperty property) {
    return last.get(property);
  }
}
