package io.headland.simulator;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Switches;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Starts a simulator with a seed and writes all its responses to a file: the pages that links lead
/// to, a subscription with filters, and the world.
final class SeededRequests {
  private static final String LINKS = "https://sandboxapi.deere.com";

  private SeededRequests() {}

  public static void main(String[] arguments) throws IOException {
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withSeed(11)
            .withOrganizations(9)
            .withFields(12)
            .withSwitches(
                Switches.defaults()
                    .withOperationForms(OperationForms.defaults().withSeasons(1).withPoints(100)))
            .withClock(Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC))
            .withLinkBase(URI.create(LINKS))
            .withConnectionsBase(URI.create("https://connections.deere.com"));
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      StringBuilder all = new StringBuilder();
      all.append(crawl(browser));
      all.append(subscribe(browser));
      String id = GrowerBrowser.ids(browser.getJson("/platform/organizations")).getFirst();
      browser.control().withholdRels(id, "fields", "farms", "clients", "boundaries", "flags");
      all.append(browser.get("/platform/organizations/" + id).body());
      all.append(browser.call("GET", "/_simulator/world", "").body());
      Files.writeString(Path.of(arguments[0]), all);
    }
  }

  /// Follows links, those to the measurements of operations excepted.
  private static String crawl(GrowerBrowser browser) {
    StringBuilder all = new StringBuilder();
    Set<String> visited = new LinkedHashSet<>();
    Deque<String> waiting = new ArrayDeque<>(List.of(LINKS + "/platform/"));
    while (!waiting.isEmpty()) {
      String uri = waiting.removeFirst();
      if (!uri.startsWith(LINKS) || uri.contains("/measurementTypes/") || !visited.add(uri)) {
        continue;
      }
      String target = uri.substring(LINKS.length()).replace("{token}", "x");
      HttpResponse<String> response = browser.get(target);
      all.append(target).append(response.statusCode()).append(response.body()).append('\n');
      if (response.statusCode() == 200) {
        collect(GrowerBrowser.json(response), waiting);
      }
    }
    return all.toString();
  }

  private static void collect(JsonNode tree, Deque<String> waiting) {
    tree.path("links").forEach(link -> waiting.add(link.path("uri").asString()));
    tree.forEach(child -> collect(child, waiting));
  }

  private static String subscribe(GrowerBrowser browser) {
    ObjectNode body = Json.object().put("eventTypeId", "fieldOperation");
    body.putObject("targetEndpoint").put("targetType", "https").put("uri", "http://localhost:1/");
    for (String key : List.of("orgId", "fieldId", "fieldOperationType", "cropSeason")) {
      ObjectNode filter = body.withArray("filters").addObject().put("key", key);
      filter.putArray("values").add("1").add("2");
    }
    String[] headers = browser.withToken("Content-Type", GrowerBrowser.AXIOM);
    return browser.call("POST", "/platform/eventSubscriptions", body.toString(), headers).body();
  }
}
