package io.headland.simulator.fault;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Pages of lists that are well-formed and incorrect. Their responses are not compressed.
public final class ListFaults {
  private final Site site;

  public ListFaults(Site site) {
    this.site = site;
  }

  /// The records of the previous page with the links of the requested one.
  public Response repeated(Request request) {
    Request plain = request.without("accept-encoding");
    Response response = site.respond(plain);
    Optional<ObjectNode> page = page(plain, response);
    Optional<ArrayNode> earlier =
        page.flatMap(tree -> site.pageBefore(plain, tree))
            .flatMap(before -> page(before, site.respond(before)))
            .map(tree -> records(plain, tree));
    if (page.isEmpty() || earlier.isEmpty()) {
      return response;
    }
    page.get().set(site.recordsKey(plain), earlier.get());
    return response.withBody(Json.bytes(page.get()));
  }

  public Response withoutSome(Request request, double part) {
    Request plain = request.without("accept-encoding");
    Response response = site.respond(plain);
    Optional<ObjectNode> page = page(plain, response);
    if (page.isEmpty()) {
      return response;
    }
    ArrayNode all = records(plain, page.get());
    int missing = (int) Math.max(1, Math.round(all.size() * part));
    ArrayNode left = Json.array();
    int taken = 0;
    for (int i = 0; i < all.size(); i++) {
      // Divides the records into as many equal ranges as records are to be removed, and removes the
      // middle of each.
      int next = (int) ((taken + 0.5) * all.size() / missing);
      if (i == next) {
        taken++;
      } else {
        left.add(all.get(i));
      }
    }
    page.get().set(site.recordsKey(plain), left);
    return response.withBody(Json.bytes(page.get()));
  }

  /// The actual page, with other values in the records with the given name.
  public Response withValues(Request request, String name, String values) {
    Request plain = request.without("accept-encoding");
    Response response = site.respond(plain);
    Optional<ObjectNode> page = page(plain, response);
    if (page.isEmpty()) {
      return response;
    }
    ObjectNode others = (ObjectNode) Json.read(values);
    for (JsonNode one : records(plain, page.get())) {
      if (one instanceof ObjectNode record
          && (name.equals("*") || name.equals(record.path("name").asString("")))) {
        merge(record, others);
      }
    }
    return response.withBody(Json.escapedBytes(page.get()));
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      if (into.get(entry.getKey()) instanceof ObjectNode inner
          && entry.getValue() instanceof ObjectNode more) {
        merge(inner, more);
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private ArrayNode records(Request request, ObjectNode page) {
    return (ArrayNode) page.get(site.recordsKey(request));
  }

  /// Empty when the response is not a page of a list.
  private Optional<ObjectNode> page(Request request, Response response) {
    if (response.status() != 200 || response.body().length == 0) {
      return Optional.empty();
    }
    try {
      JsonNode tree = Json.read(new String(response.body(), StandardCharsets.UTF_8));
      return tree instanceof ObjectNode page && page.path(site.recordsKey(request)).isArray()
          ? Optional.of(page)
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
