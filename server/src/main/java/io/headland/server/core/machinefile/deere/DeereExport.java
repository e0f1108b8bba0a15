package io.headland.server.core.machinefile.deere;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.PointRow;
import io.headland.server.core.machinefile.shapefile.DbfReader;
import io.headland.server.core.machinefile.shapefile.ShpReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip file with John Deere's shapefile export of a field operation: for each crop or product a
/// `.shp`, a `.dbf` and a file `…-Deere-Metadata.json` with one base name, at the root or in the
/// folder `doc`.
final class DeereExport implements AutoCloseable {
  private static final String METADATA = "-Deere-Metadata.json";
  private static final int MAX_METADATA_BYTES = 1 << 20;

  private final ZipFile zip;
  private final List<Layer> layers;

  /// The points of one crop or product.
  ///
  /// @param name base name of its files
  public record Layer(String name, OperationType type, Entries entries, DeereMetadata metadata) {
    /// The files of a layer.
    record Entries(ZipEntry shp, ZipEntry dbf) {}
  }

  /// Receives the points of a layer, in the order of the file.
  @FunctionalInterface
  public interface PointReceiver {
    /// Takes the values of a point.
    ///
    /// @param row is filled with the next point after the return
    void receive(PointRow row) throws IOException, MachineFileException;
  }

  private DeereExport(ZipFile zip, List<Layer> layers) {
    this.zip = zip;
    this.layers = layers;
  }

  /// Whether a zip file has the form of an export.
  public static boolean isExport(ZipFile zip) {
    return zip.stream().anyMatch(entry -> isMetadata(entry.getName()));
  }

  /// Reads the metadata of all layers.
  public static DeereExport open(Path file) throws IOException, MachineFileException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new MachineFileException("The file is not a zip file, or is truncated.", e);
    }
    try {
      List<Layer> layers = new ArrayList<>();
      for (ZipEntry entry : zip.stream().filter(each -> isMetadata(each.getName())).toList()) {
        layers.add(layer(zip, entry));
      }
      if (layers.isEmpty()) {
        throw new MachineFileException("The zip file has no file *" + METADATA + ".");
      }
      return new DeereExport(zip, List.copyOf(layers));
    } catch (IOException | MachineFileException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static boolean isMetadata(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(METADATA.toLowerCase(Locale.ROOT))
        && !name.contains("__MACOSX");
  }

  private static Layer layer(ZipFile zip, ZipEntry entry) throws IOException, MachineFileException {
    String name = entry.getName().substring(0, entry.getName().length() - METADATA.length());
    byte[] json;
    try (InputStream in = zip.getInputStream(entry)) {
      json = in.readNBytes(MAX_METADATA_BYTES + 1);
    }
    if (json.length > MAX_METADATA_BYTES) {
      throw new MachineFileException("The metadata of John Deere is larger than 1 MiB.");
    }
    DeereMetadata metadata = DeereMetadata.parse(json);
    Layer.Entries entries = new Layer.Entries(find(zip, name, ".shp"), find(zip, name, ".dbf"));
    return new Layer(name, metadata.operationType(), entries, metadata);
  }

  private static ZipEntry find(ZipFile zip, String name, String ending)
      throws MachineFileException {
    Optional<? extends ZipEntry> found =
        zip.stream().filter(entry -> entry.getName().equalsIgnoreCase(name + ending)).findFirst();
    if (found.isEmpty()) {
      throw new MachineFileException("The zip file lacks %s%s.".formatted(name, ending));
    }
    return found.get();
  }

  public List<Layer> layers() {
    return layers;
  }

  /// Reads the points of a layer, one in memory at a time.
  ///
  /// @return the number of points
  public long read(Layer layer, PointReceiver receiver) throws IOException, MachineFileException {
    try (DbfReader dbf = DbfReader.open(zip.getInputStream(layer.entries().dbf()));
        ShpReader shp = ShpReader.open(zip.getInputStream(layer.entries().shp()))) {
      DeereColumns columns = DeereColumns.of(layer, dbf);
      PointRow row = new PointRow();
      long points = 0;
      while (dbf.next()) {
        if (!shp.next()) {
          throw new MachineFileException(
              "The .shp file ends after %d records, the .dbf file has %d."
                  .formatted(points, dbf.records()));
        }
        points++;
        if (!dbf.isDeleted()) {
          columns.fill(row, shp);
          receiver.receive(row);
        }
      }
      if (shp.next()) {
        throw new MachineFileException(
            "The .dbf file ends after %d records, the .shp file has more.".formatted(points));
      }
      return points;
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
