package io.headland.bench.files;

import io.headland.bench.limit.Ogr2ogr;
import io.headland.bench.load.OwnerClient;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.CollectionLog;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.SyncWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The conversion of one shapefile of many points, and the responses with its points, in a server
/// with a heap of 256 MB.
public final class MachineFiles {
  /// The points of the file that is converted before, because the first conversion loads the native
  /// library.
  private static final int WARM_UP = 20_000;

  private static final int HEAP_MEGABYTES = 256;

  private final Path dir;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();

  private MachineFiles(Path dir, Consumer<String> progress) {
    this.dir = dir;
    this.progress = progress;
  }

  public static List<Finding> measure(
      int points, SyncWorld world, Path dir, Consumer<String> progress)
      throws IOException, InterruptedException {
    var part = new MachineFiles(dir.resolve("files"), progress);
    Path collections = dir.resolve("gc.log");
    try (ServerProcess server =
            world.startServer(0, CollectionLog.options(HEAP_MEGABYTES, collections));
        OwnerClient owner = world.client(server);
        MachineFileClient client = new MachineFileClient(server)) {
      String leafUser = owner.createLeafUser("files");
      client.convert(leafUser, PointShapefile.write(part.dir.resolve("first"), WARM_UP).zip());
      progress.accept("a shapefile of %,d points".formatted(points));
      PointShapefile shapefile = PointShapefile.write(part.dir.resolve("large"), points);
      String file = part.convert(client, leafUser, shapefile);
      part.read(client, file, shapefile);
      part.findings.addAll(
          new PointExports(client, collections, progress).measure(file, shapefile.points()));
      part.findings.addAll(
          new OperationExports(client, collections, progress).measure(leafUser, file, shapefile));
      part.memory(server, collections);
      return part.findings;
    }
  }

  private String convert(MachineFileClient client, String leafUser, PointShapefile shapefile)
      throws IOException, InterruptedException {
    Path archive = shapefile.zip();
    Duration copy = copy(shapefile.all());
    progress.accept("its conversion");
    long before = System.nanoTime();
    String file = client.convert(leafUser, archive);
    Duration converted = Duration.ofNanos(System.nanoTime() - before);
    Optional<Duration> gdal = gdal(shapefile);
    double rate = shapefile.points() / seconds(converted);
    findings.add(
        new Finding(
            "upload and conversion of %,d points, relative to ogr2ogr"
                .formatted(shapefile.points()),
            String.format(
                Locale.ROOT, "%.1f s, %,.0f points/s, all steps", seconds(converted), rate),
            gdal.map(
                    time ->
                        String.format(
                            Locale.ROOT,
                            "ogr2ogr to FlatGeobuf %.1f s; copy %.2f s",
                            seconds(time),
                            seconds(copy)))
                .orElseGet(
                    () ->
                        String.format(
                            Locale.ROOT, "copy %.2f s; ogr2ogr is not installed", seconds(copy))),
            gdal.map(time -> seconds(time) / seconds(converted)).orElse(rate),
            gdal.isPresent() ? new Goal.AtLeast(2, "×") : new Goal.None(),
            Map.of("pointsPerSecond", rate, "copySeconds", seconds(copy))));
    return file;
  }

  private void read(MachineFileClient client, String file, PointShapefile shapefile)
      throws IOException, InterruptedException {
    String bytes =
        String.format(
            Locale.ROOT, "reading the file's bytes %.0f ms", seconds(read(shapefile.all())) * 1e3);
    Spread summary = Spread.of(() -> timed(() -> client.summary(file)));
    findings.add(
        new Finding(
            "summary of the same, ms",
            summary.text(),
            bytes,
            summary.median(),
            new Goal.None(),
            Map.of()));
    progress.accept("its points as GeoJSON");
    String path = client.geojson(file);
    MachineFileClient.Download complete = client.download(path);
    Spread first = Spread.of(() -> client.firstByte(path));
    findings.add(
        new Finding(
            "GeoJSON of the same: first byte, ms",
            String.format(
                Locale.ROOT,
                "%s; all %,d MB in %.1f s",
                first.text(),
                complete.bytes() / 1_000_000,
                seconds(complete.complete())),
            bytes,
            first.median(),
            new Goal.AtMost(100, "ms"),
            Map.of("wholeSeconds", seconds(complete.complete()), "bytes", complete.bytes())));
  }

  /// A call to the server.
  private interface Call<T> {
    T make() throws IOException, InterruptedException;
  }

  private static Duration timed(Call<?> call) throws IOException, InterruptedException {
    long before = System.nanoTime();
    call.make();
    return Duration.ofNanos(System.nanoTime() - before);
  }

  /// The times of several equal calls, in ms.
  private record Spread(double first, double median) {
    private static final int CALLS = 11;

    static Spread of(Call<Duration> call) throws IOException, InterruptedException {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        times.add(seconds(call.make()) * 1e3);
      }
      return new Spread(times.getFirst(), times.stream().sorted().toList().get(CALLS / 2));
    }

    String text() {
      return String.format(Locale.ROOT, "median %.1f ms, first call %.0f ms", median, first);
    }
  }

  private void memory(ServerProcess server, Path collections) throws IOException {
    CollectionLog heap = CollectionLog.read(collections);
    Optional<Double> resident = server.usage().peakBytes().map(bytes -> bytes / 1048576.0);
    findings.add(
        Finding.of(
            "the same: heap at its fullest, MB",
            heap.before()
                + " MB, "
                + heap.after()
                + " MB after a collection"
                + resident
                    .map(peak -> String.format(Locale.ROOT, "; %.0f MB resident", peak))
                    .orElse(""),
            (double) heap.before(),
            new Goal.AtMost(HEAP_MEGABYTES, "MB")));
  }

  private Optional<Duration> gdal(PointShapefile shapefile)
      throws IOException, InterruptedException {
    Optional<Ogr2ogr> program = Ogr2ogr.find();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    progress.accept("ogr2ogr");
    return Optional.of(
        program.get().convert(shapefile.shp(), "FlatGeobuf", dir.resolve("harvest.fgb")));
  }

  private Duration copy(List<Path> files) throws IOException {
    long before = System.nanoTime();
    for (Path file : files) {
      Files.copy(file, dir.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
    }
    return Duration.ofNanos(System.nanoTime() - before);
  }

  private static Duration read(List<Path> files) throws IOException {
    long before = System.nanoTime();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return Duration.ofNanos(System.nanoTime() - before);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
