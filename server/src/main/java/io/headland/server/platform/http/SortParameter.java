package io.headland.server.platform.http;

import io.headland.server.platform.paging.SortRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// The query parameter `sort`: `sort=name,email,desc&sort=id`. Each parameter contains one or more
/// keys and, at its end, the direction of all of them.
public final class SortParameter {
  private static final String IGNORE_CASE = "ignorecase";

  private SortParameter() {}

  /// Parses the parameters.
  ///
  /// @param keys by which the list can be sorted
  /// @throws ProblemException when a parameter is not valid
  public static SortRequest of(Request request, Collection<String> keys) {
    List<SortRequest.Order> orders = new ArrayList<>();
    for (String parameter : request.queries("sort")) {
      addOrders(parameter, keys, orders);
    }
    return new SortRequest(orders);
  }

  private static void addOrders(
      String parameter, Collection<String> keys, List<SortRequest.Order> orders) {
    List<String> words = new ArrayList<>();
    for (String word : parameter.split(",", -1)) {
      words.add(word.strip());
    }
    // Spring Data, which Leaf's server uses, accepts this word after the direction.
    if (words.getLast().toLowerCase(Locale.ROOT).equals(IGNORE_CASE)) {
      words.removeLast();
    }
    String last = words.isEmpty() ? "" : words.getLast().toLowerCase(Locale.ROOT);
    boolean directed = last.equals("asc") || last.equals("desc");
    List<String> named = directed ? words.subList(0, words.size() - 1) : words;
    if (named.isEmpty() || !keys.containsAll(named)) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter sort consists of one or more of "
                  + String.join(", ", keys)
                  + ", followed by ,asc or ,desc."));
    }
    named.forEach(key -> orders.add(new SortRequest.Order(key, last.equals("desc"))));
  }
}
