package io.headland.server.platform.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What holds for every page of a list and cannot be said in a schema: its links agree with its
/// total.
final class PagingRules {
  private static final Pattern REL = Pattern.compile("rel=\"([a-z]+)\"");
  private static final int DEFAULT_SIZE = 20;
  private static final int MAX = 100;

  private PagingRules() {}

  static void check(String target, ApiResponse response, List<String> differences) {
    Optional<String> total =
        response.header("X-Total-Count").filter(text -> text.matches("\\d{1,18}"));
    Optional<String> link = response.header("Link");
    // From a place the list goes on as far as it goes on: others may have come and gone, and
    // numbers mean little.
    boolean fromPlace = target.matches(".*[?&](after|before)=.*");
    if (total.isEmpty() || link.isEmpty() || fromPlace) {
      return;
    }
    long page = number(target, "page", 0);
    long size = Math.min(number(target, "size", DEFAULT_SIZE), MAX);
    long last = Math.max(0, (Long.parseLong(total.get()) - 1) / size);
    Set<String> wanted = new HashSet<>(Set.of("first", "last"));
    if (page < last) {
      wanted.add("next");
    }
    if (page > 0 && page <= last) {
      wanted.add("prev");
    }
    Set<String> found = new HashSet<>();
    REL.matcher(link.get()).results().forEach(result -> found.add(result.group(1)));
    wanted.removeAll(found);
    if (!wanted.isEmpty()) {
      differences.add("the header Link of page %d of %d lacks %s".formatted(page, last, wanted));
    }
    if (page >= last && found.contains("next")) {
      differences.add("the header Link leads on from the last page");
    }
  }

  private static long number(String target, String name, long fallback) {
    return Pattern.compile("[?&]" + name + "=(\\d{1,10})(&|$)")
        .matcher(target)
        .results()
        .map(result -> Long.parseLong(result.group(1)))
        .findFirst()
        .orElse(fallback);
  }
}
