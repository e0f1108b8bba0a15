package io.headland.server.platform.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Checks whether a database has exactly the migrations of this program, unchanged, so that a start
/// without migrations does not load Flyway, which takes longer than all other work with the
/// database.
///
/// If the result is not certain, Flyway decides.
final class AppliedMigrations {
  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

  private AppliedMigrations() {}

  static boolean areComplete(Jdbi jdbi, String folder) {
    try {
      Map<String, Integer> shipped = shipped(folder);
      return !shipped.isEmpty() && shipped.equals(recorded(jdbi));
    } catch (JdbiException | IOException | URISyntaxException _) {
      return false; // no such table, no database, unexpected class path: Flyway reports the error
    }
  }

  /// Version to checksum, as recorded by Flyway.
  private static Map<String, Integer> recorded(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(version, 'repeatable ' || script) as version,
                           case when success then coalesce(checksum, 0) else 0 end as checksum
                      from flyway_schema_history
                    """)
                .reduceRows(
                    new HashMap<>(),
                    (all, row) -> {
                      all.put(
                          row.getColumn("version", String.class),
                          row.getColumn("checksum", Integer.class));
                      return all;
                    }));
  }

  private static Map<String, Integer> shipped(String folder)
      throws IOException, URISyntaxException {
    Map<String, Integer> checksums = new HashMap<>();
    for (String name : filesIn(folder)) {
      Matcher file = FILE.matcher(name);
      if (file.matches()) {
        checksums.put(file.group(1), checksum("/" + folder + "/" + name));
      }
    }
    return checksums;
  }

  private static List<String> filesIn(String folder) throws IOException, URISyntaxException {
    @Nullable URL location = AppliedMigrations.class.getResource("/" + folder);
    if (location == null) {
      return List.of();
    }
    URLConnection connection = location.openConnection();
    if (connection instanceof JarURLConnection jar) {
      String prefix = folder + "/";
      return jar.getJarFile().stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .toList();
    }
    try (Stream<Path> files = Files.list(Path.of(location.toURI()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /// Flyway's checksum: CRC-32 over the lines, without line ends.
  private static int checksum(String resource) throws IOException {
    var sum = new CRC32();
    try (InputStream bytes = AppliedMigrations.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IOException("Gone: " + resource);
      }
      new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
          .lines()
          .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    }
    return (int) sum.getValue();
  }
}
