package io.headland.server.platform.postgres;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.files.FileTree;
import io.headland.server.platform.files.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs for this platform, unpacked once from the class path into the user's cache
/// folder and found there by later starts.
final class PostgresBinaries {
  private PostgresBinaries() {}

  /// The folder with `bin`, `lib` and `share`.
  static Path unpacked() {
    String resource = "/postgres-%s.txz".formatted(platform());
    @Nullable URL archive = PostgresBinaries.class.getResource(resource);
    if (archive == null) {
      throw new StartupException(
          "There is no embedded PostgreSQL for this platform (%s): set database.url to an external PostgreSQL."
              .formatted(platform()));
    }
    try {
      Path cache = cacheFolder();
      Path home = cache.resolve("postgres-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        OwnerOnly.createFolder(cache);
        unpack(archive, home, Files.createTempDirectory(cache, "unpacking-"));
      }
      return home;
    } catch (IOException e) {
      throw new StartupException(
          "The embedded PostgreSQL could not be unpacked into %s: %s."
              .formatted(cacheFolder(), e.toString()),
          e);
    }
  }

  /// Two processes may unpack concurrently: each does so in a temporary folder, and the first
  /// rename succeeds.
  private static void unpack(URL archive, Path home, Path draft) throws IOException {
    try (InputStream bytes = archive.openStream();
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, draft);
      }
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      FileTree.delete(draft);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("The archive contains a path outside of it: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
        throw new IOException("Could not make it executable: " + file);
      }
    }
  }

  /// The checksum from the jar's directory; reading the archive would take a second.
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    long checksum =
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : connection.getContentLengthLong();
    return HexFormat.of().toHexDigits((int) checksum);
  }

  private static Path cacheFolder() {
    @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    if (xdg != null && !xdg.isBlank()) {
      return Path.of(xdg, "headland");
    }
    if (!Files.isWritable(home)) {
      return Path.of(
          System.getProperty("java.io.tmpdir"), "headland-" + System.getProperty("user.name"));
    }
    return isMac() ? home.resolve("Library/Caches/headland") : home.resolve(".cache/headland");
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String cpu =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    if (isMac()) {
      return "darwin-" + cpu;
    }
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '_');
    return os + "-" + cpu + (hasMusl() ? "-alpine_linux" : "");
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private static boolean hasMusl() {
    try (Stream<Path> libraries = Files.list(Path.of("/lib"))) {
      return libraries.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
    } catch (IOException _) {
      return false; // no such folder: not Alpine
    }
  }
}
