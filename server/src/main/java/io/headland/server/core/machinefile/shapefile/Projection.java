package io.headland.server.core.machinefile.shapefile;

import io.headland.server.core.machinefile.MachineFileException;
import io.headland.server.core.machinefile.entry.ArchiveEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The coordinate system of a shapefile (`.prj`, OGC well-known text).
final class Projection {
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern NAME = Pattern.compile("^\\s*[A-Z]+\\s*\\[\\s*\"([^\"]*)\"");
  private static final Pattern GEOGRAPHIC =
      Pattern.compile(
          "^\\s*(GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS)\\s*\\[.*", Pattern.DOTALL);
  private static final Pattern WGS_84 =
      Pattern.compile(
          "(DATUM|ENSEMBLE|TRF)\\s*\\[\\s*\"[^\"]*(WGS[_ ]?(19)?84|WORLD[_ ]GEODETIC[_ ]SYSTEM[_"
              + " ]1984)");

  private Projection() {}

  /// Requires longitudes and latitudes of WGS 84.
  ///
  /// @throws MachineFileException names the coordinate system that the file has instead
  static void requireWgs84(ArchiveEntry prj) throws IOException, MachineFileException {
    String text = new String(prj.first(MAX_BYTES), StandardCharsets.UTF_8).replace("\uFEFF", "");
    String upper = text.toUpperCase(Locale.ROOT);
    if (GEOGRAPHIC.matcher(upper).matches() && WGS_84.matcher(upper).find()) {
      return;
    }
    Matcher name = NAME.matcher(text);
    if (!name.find()) {
      throw new MachineFileException(
          "The .prj file does not describe a coordinate system; WGS 84 is required.");
    }
    throw new MachineFileException(
        "The .prj file has the coordinate system \"%s\"; longitudes and latitudes of WGS 84 are required."
            .formatted(ArchiveEntry.excerpt(name.group(1))));
  }
}
