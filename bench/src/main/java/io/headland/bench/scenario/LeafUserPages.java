package io.headland.bench.scenario;

import io.headland.bench.load.HttpConnection;
import io.headland.bench.load.Latencies;
import io.headland.bench.load.Requests;
import io.headland.bench.report.Finding;
import io.headland.bench.report.Goal;
import io.headland.bench.server.ServerProcess;
import io.headland.bench.world.World;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pages of Leaf users at distant positions of one long list, one request at a time and in
/// rotation.
///
/// The Leaf users have no credentials: each ciphertext is bound to its row, so that they cannot be
/// generated in SQL. The server executes the query for them nevertheless.
public final class LeafUserPages {
  private static final int SIZE = 100;
  private static final int WARM_UP_TURNS = 300;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private final Plan plan;
  private final World world;
  private final Consumer<String> progress;
  private final int pages;

  public LeafUserPages(Plan plan, World world, Consumer<String> progress) {
    this.plan = plan;
    this.world = world;
    this.progress = progress;
    this.pages = plan.scale().leafUsers() / SIZE;
  }

  public List<Finding> measure() throws IOException, InterruptedException, SQLException {
    progress.accept("pages of %d of %,d Leaf users".formatted(SIZE, plan.scale().leafUsers()));
    long readBefore;
    long requested;
    Map<String, Latencies> found;
    try (ServerProcess server = world.startServer()) {
      readBefore = TableReads.of(world.database(), "leaf_user");
      try (HttpConnection connection = HttpConnection.open(server.port())) {
        Requests requests = new Requests(world.keys(), server.token());
        Map<String, byte[]> places = places(connection, requests);
        turns(connection, places, WARM_UP_TURNS);
        found = turns(connection, places, plan.pages());
        requested = (long) places.size() * (WARM_UP_TURNS + plan.pages());
      }
    }
    // The server has ended, and with it all connections that had not yet reported their statistics.
    long read = TableReads.of(world.database(), "leaf_user") - readBefore;
    return findings(found, (double) read / requested);
  }

  /// The requests by name; the first is the reference for the others.
  private Map<String, byte[]> places(HttpConnection connection, Requests requests)
      throws IOException {
    Map<String, byte[]> places = new LinkedHashMap<>();
    places.put("first", requests.leafUsers(0, SIZE));
    places.put("second by Link", after(connection, requests, 0));
    places.put("middle by Link", after(connection, requests, pages / 2 - 1));
    places.put("last by Link", after(connection, requests, pages - 2));
    places.put("middle by number", requests.leafUsers(pages / 2, SIZE));
    places.put("last by number", requests.leafUsers(pages - 1, SIZE));
    return places;
  }

  private byte[] after(HttpConnection connection, Requests requests, int page) throws IOException {
    String head = connection.exchangeForHead(requests.leafUsers(page, SIZE));
    Matcher link = NEXT.matcher(head);
    if (!link.find()) {
      throw new IOException("Page " + page + " has no link to the next one: " + head);
    }
    return requests.link(link.group(1));
  }

  private static Map<String, Latencies> turns(
      HttpConnection connection, Map<String, byte[]> places, int turns) throws IOException {
    Map<String, List<Duration>> taken = new LinkedHashMap<>();
    for (int i = 0; i < turns; i++) {
      for (var place : places.entrySet()) {
        long sent = System.nanoTime();
        connection.exchange(place.getValue());
        taken
            .computeIfAbsent(place.getKey(), _ -> new ArrayList<>())
            .add(Duration.ofNanos(System.nanoTime() - sent));
      }
    }
    Map<String, Latencies> found = new LinkedHashMap<>();
    taken.forEach((name, durations) -> found.put(name, Latencies.of(durations)));
    return found;
  }

  private List<Finding> findings(Map<String, Latencies> found, double rowsRead) {
    Duration first = found.values().iterator().next().median();
    List<Finding> findings = new ArrayList<>();
    found.forEach((name, latencies) -> findings.add(finding(name, latencies, first)));
    findings.add(
        new Finding(
            "Leaf users read for a page of 100",
            String.format(Locale.ROOT, "%,.0f rows on average", rowsRead),
            "%,d in the list".formatted(plan.scale().leafUsers()),
            rowsRead,
            // The returned rows, and at most one block that is skipped before them.
            new Goal.AtMost(SIZE + 1_024, "rows"),
            Map.of("rowsRead", rowsRead)));
    return findings;
  }

  private static Finding finding(String name, Latencies latencies, Duration first) {
    double ratio = Formats.inMillis(latencies.median()) / Formats.inMillis(first);
    Goal goal =
        name.equals("first")
            ? new Goal.None()
            : name.endsWith("Link")
                ? new Goal.AtMost(1.25, "× first")
                : new Goal.AtMost(20, "× first");
    return new Finding(
        "page of Leaf users: " + name,
        String.format(
            Locale.ROOT,
            "p50 %.2f ms, p99 %.2f ms",
            Formats.inMillis(latencies.median()),
            Formats.inMillis(latencies.percentile(99))),
        "",
        ratio,
        goal,
        Map.of(
            "p50Millis", Formats.inMillis(latencies.median()),
            "p99Millis", Formats.inMillis(latencies.percentile(99))));
  }
}
