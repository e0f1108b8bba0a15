package io.headland.server.core.machinefile.archive;

import io.headland.server.core.machinefile.MachineFile;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.entry.ArchiveEntries;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import io.headland.server.core.machinefile.entry.UnreadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Formats of displays and farm software that only the programs of their manufacturers read. They
/// are recognized by the names of files and folders, so that the message can name the export to
/// upload instead.
final class ClosedFormats {
  private static final String FROM_DEERE =
      "Export the operation as a shapefile in John Deere Operations Center and upload that zip"
          + " file.";

  /// A format.
  ///
  /// @param path of a file of this format; the first group is the data set, the whole path without
  ///   ending when there is no group
  /// @param instead the export to upload
  private record Format(MachineFileFormat format, String name, Pattern path, String instead) {}

  private static Format of(MachineFileFormat format, String name, String path, String instead) {
    return new Format(format, name, Pattern.compile(path, Pattern.CASE_INSENSITIVE), instead);
  }

  private static final List<Format> FORMATS =
      List.of(
          of(
              MachineFileFormat.JOHN_DEERE_LOG,
              "a log of a John Deere display (Gen 4)",
              "((?:.*/)?JD-Data)/.*|.*\\.jdl",
              FROM_DEERE),
          of(
              MachineFileFormat.JOHN_DEERE_LOG,
              "a log of a John Deere display (GS3)",
              "((?:.*/)?GS3_2630)/.*",
              FROM_DEERE),
          of(
              MachineFileFormat.JOHN_DEERE_LOG,
              "a log of a John Deere display (GS2 or GS3)",
              "((?:.*/)?RCD)/.*|.*\\.fd[dl]",
              FROM_DEERE),
          of(
              MachineFileFormat.CN1,
              "a log of a Case IH or New Holland display (CN1)",
              "((?:.*/)?[^/]*\\.cn1)(?:/.*)?|((?:.*/)?)index\\.vy1",
              "Export the data as ISOXML or as a shapefile in the display or in the software of the"
                  + " manufacturer."),
          of(
              MachineFileFormat.AGDATA,
              "a file of an Ag Leader display or of SMS",
              ".*\\.(?:agdata|agsetup|ilf|yld)",
              "Export the points as a shapefile in Ag Leader SMS or AgFiniti."),
          of(
              MachineFileFormat.RAVEN,
              "a job file of a Raven display",
              ".*\\.(?:jdp|tab)",
              "Export the points as a shapefile in Raven Slingshot."),
          of(
              MachineFileFormat.TRIMBLE,
              "a log of a Trimble display",
              "((?:.*/)?AgData)/.*",
              "Export the points as a shapefile, or ISOXML, from the display or from Trimble Ag"
                  + " Software."),
          of(
              MachineFileFormat.PRECISION_PLANTING,
              "a log of Precision Planting or Climate FieldView",
              ".*\\.(?:dat|2020)",
              "Export the points as a shapefile in Climate FieldView."));

  private ClosedFormats() {}

  /// Claims the files of these formats.
  ///
  /// @return a file for each data set
  static List<MachineFile> claim(ArchiveEntries entries) {
    List<MachineFile> files = new ArrayList<>();
    for (Format format : FORMATS) {
      Map<String, MachineFile> dataSets = new TreeMap<>();
      List<ArchiveEntry> claimed =
          entries.claim(entry -> format.path().matcher(entry.path()).matches());
      for (ArchiveEntry entry : claimed) {
        String name = dataSet(format, entry);
        dataSets.put(name, new UnreadableFile(name, format.format(), message(format)));
        entries.claim(other -> other.base().equalsIgnoreCase(entry.base()));
      }
      files.addAll(dataSets.values());
    }
    return files;
  }

  private static String dataSet(Format format, ArchiveEntry entry) {
    Matcher matcher = format.path().matcher(entry.path());
    if (matcher.matches()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        String folder = matcher.group(group);
        if (folder != null && !folder.isEmpty()) {
          return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        }
      }
    }
    return entry.base();
  }

  private static String message(Format format) {
    return "The file is %s, whose format is not public. %s"
        .formatted(format.name(), format.instead());
  }
}
