package io.headland.simulator.trimble;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists in the envelope of a result and, where there is more, a bookmark. A bookmark is valid for
/// the list that returned it.
final class TrimblePages {
  /// Returns a range of a list.
  interface Slice {
    List<ObjectNode> of(int from, int to);
  }

  private TrimblePages() {}

  static Response page(Request request, int pageSize, int total, Slice slice) {
    Optional<String> bookmark = request.parameters().findText("bookmark");
    Optional<Integer> found = bookmark.flatMap(token -> place(request, token));
    if (bookmark.isPresent() && found.isEmpty()) {
      return TrimbleErrors.of(400, "Bad Request", "The bookmark is not valid.");
    }
    int from = Math.min(found.orElse(0), total);
    int to = Math.min(from + pageSize, total);
    ObjectNode body = Json.object();
    ArrayNode result = body.putArray("result");
    slice.of(from, to).forEach(result::add);
    if (to < total) {
      body.putObject("bookmark").put("token", bookmark(request, to)).put("moreResults", "true");
    }
    return Json.response(200, body);
  }

  /// The request for the previous page; empty for the first one.
  static Optional<Request> before(Request request, int pageSize) {
    Optional<Integer> from =
        request.parameters().findText("bookmark").flatMap(token -> place(request, token));
    return from.map(
        place -> {
          Parameters others = request.parameters().without("bookmark"::equals);
          int before = Math.max(0, place - pageSize);
          String query = others.with("bookmark", bookmark(request, before)).encoded();
          return request.to(request.path() + '?' + query);
        });
  }

  private static String bookmark(Request request, int place) {
    String text = request.path() + '|' + place;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Integer> place(Request request, String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String prefix = request.path() + '|';
      return text.startsWith(prefix)
          ? Optional.of(Integer.parseUnsignedInt(text.substring(prefix.length())))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
