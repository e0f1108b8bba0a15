package io.headland.server.platform.http;

import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PagePosition;
import io.headland.server.platform.paging.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a page as Leaf does: an array, `X-Total-Count`, and a `Link` with next, prev, last and
/// first.
///
/// Each link to an adjacent page contains a cursor, so that following links has the same cost for
/// every page. `last` requires none: it is found by its number from the end of the list.
public final class Pages {
  private static final int DEFAULT_SIZE = 20;
  private static final int MAX_SIZE = 100;

  private Pages() {}

  /// The requested page: the query parameters `page`, `size`, `after` and `before`.
  ///
  /// @throws ProblemException when a parameter is not valid
  public static PageRequest requested(Request request) {
    int page = number(request, "page", 0, 0, Integer.MAX_VALUE);
    int size = number(request, "size", DEFAULT_SIZE, 1, Integer.MAX_VALUE);
    Optional<PagePosition> after = request.query("after").map(PagePosition.After::new);
    Optional<PagePosition> before = request.query("before").map(PagePosition.Before::new);
    // Leaf's clients may request more than the largest size and get the largest.
    return new PageRequest(page, Math.min(size, MAX_SIZE), after.or(() -> before));
  }

  /// The first items of a list that has one page: the query parameter `size`.
  ///
  /// @param limit the size without the parameter, and the largest
  /// @throws ProblemException when the parameter is not valid
  public static PageRequest requestedSize(Request request, int limit) {
    int size = number(request, "size", limit, 1, Integer.MAX_VALUE);
    return new PageRequest(0, Math.min(size, limit), Optional.empty());
  }

  public static Response response(Request request, PageRequest pageRequest, Page<?> page) {
    return response(200, request, pageRequest, page);
  }

  public static Response response(
      int status, Request request, PageRequest pageRequest, Page<?> page) {
    return paged(Response.json(status, page.items()), request, pageRequest, page);
  }

  /// A page within a body of another form.
  public static Response response(
      Request request, PageRequest pageRequest, Page<?> page, Object body) {
    return paged(Response.ok(body), request, pageRequest, page);
  }

  private static Response paged(
      Response response, Request request, PageRequest pageRequest, Page<?> page) {
    return response
        .header("X-Total-Count", Long.toString(page.total()))
        .header("Link", link(request, pageRequest, page));
  }

  private static String link(Request request, PageRequest pageRequest, Page<?> page) {
    long last = page.total() == 0 ? 0 : (page.total() - 1) / pageRequest.size();
    List<String> links = new ArrayList<>();
    long previous = Math.max(0, pageRequest.page() - 1L);
    neighbour(page.after(), "after")
        .ifPresent(
            at -> links.add(entry(request, pageRequest, pageRequest.page() + 1L, at, "next")));
    neighbour(page.before(), "before")
        .ifPresent(at -> links.add(entry(request, pageRequest, previous, at, "prev")));
    links.add(entry(request, pageRequest, last, "", "last"));
    links.add(entry(request, pageRequest, 0, "", "first"));
    return String.join(",", links);
  }

  /// The parameter of an adjacent page, blank when its number is sufficient; empty when there is no
  /// such page.
  private static Optional<String> neighbour(Page.Adjacent adjacent, String side) {
    return switch (adjacent) {
      case Page.Adjacent.None() -> Optional.empty();
      case Page.Adjacent.Numbered() -> Optional.of("");
      case Page.Adjacent.AtKey(String key) ->
          Optional.of("&" + side + "=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    };
  }

  private static String entry(
      Request request, PageRequest pageRequest, long page, String at, String rel) {
    StringBuilder uri = new StringBuilder(request.wholePath()).append('?');
    for (String parameter : request.rawQuery().split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (!parameter.isEmpty() && !List.of("page", "size", "after", "before").contains(name)) {
        uri.append(escaped(parameter)).append('&');
      }
    }
    uri.append("page=").append(page).append("&size=").append(pageRequest.size()).append(at);
    return "<" + uri + ">; rel=\"" + rel + "\"";
  }

  /// Leaf's clients split the header at commas and semicolons, as its server allows.
  private static String escaped(String parameter) {
    return parameter.replace(">", "%3E").replace(",", "%2C").replace(";", "%3B");
  }

  private static int number(Request request, String name, int fallback, int min, int max) {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Reported below, together with a number that is too small.
    }
    throw new ProblemException(
        Problem.of(
            400, "The query parameter " + name + " must be an integer of at least " + min + "."));
  }
}
