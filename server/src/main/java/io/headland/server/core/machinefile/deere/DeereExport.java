package io.headland.server.core.machinefile.deere;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.OperationType;
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

  /// The points of a layer, one in memory at a time, in the order of the file.
  DeerePoints points(Layer layer) throws IOException, MachineFileException {
    DbfReader dbf = DbfReader.open(zip.getInputStream(layer.entries().dbf()));
    ShpReader shp = ShpReader.open(zip.getInputStream(layer.entries().shp()));
    return new DeerePoints(dbf, shp, DeereColumns.of(layer, dbf));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
