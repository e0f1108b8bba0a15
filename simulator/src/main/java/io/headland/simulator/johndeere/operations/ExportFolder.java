package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Real exports that replace the generated operations. An export belongs to the fields with its
/// field's id or name; a field to which none belongs has all of them.
public final class ExportFolder {
  /// No folder: operations are generated.
  public static final ExportFolder NONE = new ExportFolder(List.of());

  private static final int MOST = 128;

  private final List<FolderExport> exports;

  private ExportFolder(List<FolderExport> exports) {
    this.exports = exports;
  }

  /// Reads the zips of a folder in the order of their names; those without the metadata of John
  /// Deere are ignored.
  ///
  /// @throws IllegalArgumentException when there is none, there are too many, or one is not
  ///   supported
  public static ExportFolder read(Path folder) {
    List<FolderExport> exports;
    try (Stream<Path> files = Files.list(folder)) {
      exports =
          files
              .filter(file -> file.getFileName().toString().endsWith(".zip"))
              .sorted()
              .map(FolderExport::read)
              .flatMap(Optional::stream)
              .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    if (exports.isEmpty() || exports.size() > MOST) {
      throw new IllegalArgumentException(
          folder + ": must contain 1 to " + MOST + " exports, and contains " + exports.size());
    }
    return new ExportFolder(exports);
  }

  boolean isEmpty() {
    return exports.isEmpty();
  }

  List<FieldOperation> of(long organization, int slot, Field field) {
    List<FieldOperation> all = new ArrayList<>();
    if (field.archived() || field.findActiveBoundary().isEmpty()) {
      return all;
    }
    boolean named = exports.stream().anyMatch(export -> export.isOf(field));
    for (int i = 0; i < exports.size(); i++) {
      if (!named || exports.get(i).isOf(field)) {
        all.add(exports.get(i).operation(new OperationKey(organization, slot, i)));
      }
    }
    return all;
  }
}
