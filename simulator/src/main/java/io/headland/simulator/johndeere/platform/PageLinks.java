package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.johndeere.world.Switches;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/// The links of a list's envelope. They keep the other query parameters.
final class PageLinks {
  private final String bare;
  private final Parameters kept;
  private final Switches.PagingStyle style;

  PageLinks(Call call) {
    String segments =
        call.path().segments().stream().map(PageLinks::segment).collect(Collectors.joining("/"));
    this.bare = call.now().linkBase() + "/" + segments;
    this.kept = call.parameters().without(PageRequest::isPagingParameter);
    this.style = call.now().switches().paging();
  }

  /// `@currentUser` is not escaped in a path.
  private static String segment(String text) {
    return Parameters.encode(text).replace("%40", "@");
  }

  /// For a list in one response.
  ArrayNode complete() {
    ArrayNode links = Json.array();
    add(links, "self", withQuery(bare, kept));
    return links;
  }

  ArrayNode around(PageRequest page, int total) {
    ArrayNode links = Json.array();
    boolean plain = page.offset() == 0 && page.limit() == PageRequest.DEFAULT_LIMIT;
    add(links, "self", plain ? withQuery(bare, kept) : at(page.offset(), page.limit()));
    if (page.offset() > 0) {
      int before = Math.max(0, Math.min(page.offset() - page.limit(), lastPage(page, total)));
      add(links, "previousPage", at(before, page.limit()));
    }
    if (page.offset() + (long) page.limit() < total) {
      add(links, "nextPage", at(page.offset() + page.limit(), page.limit()));
    }
    return links;
  }

  /// From an offset beyond the end, the previous page is the last one with records.
  private static int lastPage(PageRequest page, int total) {
    return page.offset() < total
        ? page.offset()
        : Math.max(0, total - 1) / page.limit() * page.limit();
  }

  private String at(int offset, int limit) {
    return switch (style) {
      case MATRIX -> withQuery(bare + ";start=" + offset + ";count=" + limit, kept);
      case QUERY ->
          withQuery(
              bare,
              kept.with("pageOffset", Integer.toString(offset))
                  .with("itemLimit", Integer.toString(limit)));
    };
  }

  private static String withQuery(String uri, Parameters query) {
    return query.all().isEmpty() ? uri : uri + "?" + query.encoded();
  }

  private static void add(ArrayNode links, String rel, String uri) {
    links.addObject().put("rel", rel).put("uri", uri);
  }
}
