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

/// The field operation of one machine file: its merge, and the exports that only operations have.
final class OperationExports {
  private static final String CONTENTS = "/services/headland/api/operations/";

  private final MachineFileClient client;
  private final Path collections;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  /// The exports of a server.
  ///
  /// @param collections the log of its garbage collections
  OperationExports(MachineFileClient client, Path collections, Consumer<String> progress) {
    this.client = client;
    this.collections = collections;
    this.progress = progress;
  }

  /// Creates a field around the points of a converted file, and measures from there.
  ///
  /// @param file the id of the converted file
  List<Finding> measure(String leafUser, String file, PointShapefile shapefile)
      throws IOException, InterruptedException {
    progress.accept("its operation");
    int points = shapefile.points();
    int logged = Files.readString(collections).length();
    long before = System.nanoTime();
    String field = client.createField(leafUser, shapefile.surroundings());
    String operation = client.awaitOperation(field, file);
    Duration merged = Duration.ofNanos(System.nanoTime() - before);
    String assigned = "from the new field to its operation";
    findings.add(
        finding(
            "operation of %,d points: points/s".formatted(points),
            assigned,
            points,
            merged,
            logged));
    download("GeoParquet", CONTENTS + operation + "/standardGeoparquet", points);
    download("GeoTIFF of the moisture", image(operation, "geotiffImages"), points);
    download("PNG of the moisture", image(operation, "images"), points);
    download("ADAPT archive", MachineFileClient.adapt(leafUser, field), points);
    return findings;
  }

  private static String image(String operation, String kind) {
    return CONTENTS + operation + "/" + kind + "/harvestMoisture";
  }

  private void download(String format, String path, int points)
      throws IOException, InterruptedException {
    progress.accept("its operation as " + format);
    int logged = Files.readString(collections).length();
    MachineFileClient.Download download = client.download(path);
    String size = String.format(Locale.ROOT, "%.1f MB", download.bytes() / 1e6);
    findings.add(
        finding(
            "%s of %,d points: points/s".formatted(format, points),
            size,
            points,
            download.complete(),
            logged));
  }

  private Finding finding(String name, String what, int points, Duration duration, int logged)
      throws IOException {
    CollectionLog heap = CollectionLog.since(collections, logged);
    double seconds = duration.toNanos() / 1e9;
    double rate = points / seconds;
    return new Finding(
        name,
        String.format(
            Locale.ROOT,
            "%,.0f points/s, %s in %.1f s; %s",
            rate,
            what,
            seconds,
            heap.before() == 0 ? "no collection" : "heap " + heap.before() + " MB"),
        "",
        rate,
        new Goal.None(),
        Map.of("seconds", seconds, "heapMegabytes", heap.before()));
  }
}
