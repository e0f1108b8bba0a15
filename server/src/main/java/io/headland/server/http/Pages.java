package io.headland.server.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a page as Leaf does: a bare array, `X-Total-Count`, and a `Link` with next, prev, last
/// and first.
///
/// Each link to a neighbour also says where that page begins, so that following links costs the
/// same on every page. `last` needs no place: from its number it is found from the end of the list.
public final class Pages {
  private Pages() {}

  public static Answer answer(Call call, PageRequest request, Page<?> page) {
    return answer(200, call, request, page);
  }

  public static Answer answer(int status, Call call, PageRequest request, Page<?> page) {
    return Answer.json(status, page.items())
        .header("X-Total-Count", Long.toString(page.total()))
        .header("Link", link(call, request, page));
  }

  private static String link(Call call, PageRequest request, Page<?> page) {
    long last = page.total() == 0 ? 0 : (page.total() - 1) / request.size();
    List<String> links = new ArrayList<>();
    if (request.page() < last && !page.lastKey().isEmpty()) {
      links.add(entry(call, request, request.page() + 1L, "after", page.lastKey(), "next"));
    }
    if (request.page() > 0 && !page.firstKey().isEmpty()) {
      links.add(entry(call, request, request.page() - 1L, "before", page.firstKey(), "prev"));
    }
    links.add(entry(call, request, last, "", "", "last"));
    links.add(entry(call, request, 0, "", "", "first"));
    return String.join(",", links);
  }

  private static String entry(
      Call call, PageRequest request, long page, String side, String key, String rel) {
    StringBuilder uri = new StringBuilder(call.wholePath()).append('?');
    for (String parameter : call.rawQuery().split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (!parameter.isEmpty() && !List.of("page", "size", "after", "before").contains(name)) {
        uri.append(parameter.replace(">", "%3E")).append('&');
      }
    }
    uri.append("page=").append(page).append("&size=").append(request.size());
    if (!side.isEmpty()) {
      uri.append('&')
          .append(side)
          .append('=')
          .append(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
    return "<" + uri + ">; rel=\"" + rel + "\"";
  }
}
