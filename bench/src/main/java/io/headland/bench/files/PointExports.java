package io.headland.bench.files;

import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.CollectionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The exports of one machine file: the time to the first byte, the rate, and the heap of the
/// server meanwhile.
final class PointExports {
  private static final String GEOPACKAGE = "geopackage";
  private static final String SHAPEFILE = "shapefile";

  private final MachineFileClient client;
  private final Path collections;
  private final Consumer<String> progress;

  /// The exports of a server.
  ///
  /// @param collections the log of its garbage collections
  PointExports(MachineFileClient client, Path collections, Consumer<String> progress) {
    this.client = client;
    this.collections = collections;
    this.progress = progress;
  }

  List<Finding> measure(String file, int points) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(measure("GeoJSON", client.geojson(file), points));
    findings.add(measure("GeoPackage", MachineFileClient.export(file, GEOPACKAGE), points));
    String shapefile = MachineFileClient.export(file, SHAPEFILE);
    if (client.fits(shapefile)) {
      findings.add(measure("zipped shapefile", shapefile, points));
    } else {
      progress.accept("its points exceed the limit of a shapefile");
    }
    return findings;
  }

  private Finding measure(String format, String path, int points)
      throws IOException, InterruptedException {
    progress.accept("its points as " + format);
    int logged = Files.readString(collections).length();
    MachineFileClient.Download download = client.download(path);
    CollectionLog heap = CollectionLog.since(collections, logged);
    double rate = points / seconds(download.complete());
    return new Finding(
        "%s of %,d points: points/s".formatted(format, points),
        String.format(
            Locale.ROOT,
            "%,.0f points/s, %,d MB in %.1f s, first byte after %,.0f ms; heap %d MB",
            rate,
            download.bytes() / 1_000_000,
            seconds(download.complete()),
            seconds(download.firstByte()) * 1e3,
            heap.before()),
        "",
        rate,
        new Goal.None(),
        Map.of(
            "bytes", download.bytes(),
            "seconds", seconds(download.complete()),
            "firstByteSeconds", seconds(download.firstByte()),
            "heapMegabytes", heap.before()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
