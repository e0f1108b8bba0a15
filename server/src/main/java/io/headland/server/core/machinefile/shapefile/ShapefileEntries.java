package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of one shapefile: `.shp`, `.dbf` and so on with one base name.
public final class ShapefileEntries {
  private static final List<String> ENDINGS = List.of(".shp", ".dbf", ".shx", ".prj", ".cpg");
  private static final int MAX_CODE_PAGE = 64;

  private final String base;
  private final Map<String, ArchiveEntry> files;

  private ShapefileEntries(String base, Map<String, ArchiveEntry> files) {
    this.base = base;
    this.files = files;
  }

  /// Claims the files with a base name.
  public static ShapefileEntries claim(ArchiveEntries entries, String base) {
    Map<String, ArchiveEntry> files = new HashMap<>();
    for (String ending : ENDINGS) {
      entries.claim(base + ending).ifPresent(entry -> files.put(ending, entry));
    }
    return new ShapefileEntries(base, files);
  }

  /// The path without ending.
  public String base() {
    return base;
  }

  public boolean has(String ending) {
    return files.containsKey(ending);
  }

  /// Requires files with these endings.
  ///
  /// @throws MachineFileException names the first of these files that is missing
  public void require(String... endings) throws MachineFileException {
    for (String ending : endings) {
      require(ending);
    }
  }

  private ArchiveEntry require(String ending) throws MachineFileException {
    ArchiveEntry entry = files.get(ending);
    if (entry == null) {
      throw new MachineFileException("The zip file lacks %s%s.".formatted(base, ending));
    }
    return entry;
  }

  /// Requires WGS 84, unless there is no `.prj`.
  public void requireWgs84() throws IOException, MachineFileException {
    ArchiveEntry prj = files.get(".prj");
    if (prj != null) {
      Projection.requireWgs84(prj);
    }
  }

  public DbfReader openDbf() throws IOException, MachineFileException {
    InputStream in = require(".dbf").open();
    try {
      Charset charset = charset();
      return charset == null ? DbfReader.open(in) : DbfReader.open(in, charset);
    } catch (IOException | MachineFileException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /// Opens the points.
  ///
  /// @param dbf is closed with them, also when they cannot be opened
  public ShapefilePoints points(DbfReader dbf, ShapefilePoints.RecordFiller filler)
      throws IOException, MachineFileException {
    try {
      return new ShapefilePoints(dbf, openShp(), filler);
    } catch (IOException | MachineFileException | RuntimeException e) {
      dbf.close();
      throw e;
    }
  }

  public ShpReader openShp() throws IOException, MachineFileException {
    InputStream in = require(".shp").open();
    try {
      return ShpReader.open(in);
    } catch (IOException | MachineFileException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /// The character set that the `.cpg` names; null without one.
  private @Nullable Charset charset() throws IOException, MachineFileException {
    ArchiveEntry cpg = files.get(".cpg");
    if (cpg == null) {
      return null;
    }
    String name = new String(cpg.first(MAX_CODE_PAGE), StandardCharsets.ISO_8859_1).strip();
    String charset = name.matches("\\d{4,5}") ? "windows-" + name : name;
    try {
      if (Charset.isSupported(charset)) {
        return Charset.forName(charset);
      }
    } catch (IllegalCharsetNameException _) {
      // Named in the exception below.
    }
    throw new MachineFileException(
        "The .cpg file names the code page \"%s\", which is not supported."
            .formatted(ArchiveEntry.printable(name)));
  }
}
