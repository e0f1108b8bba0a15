package io.headland.server.core.credential;

import io.headland.server.platform.paging.SortRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The order of the events of a credential. Their number is bounded by their retention; for the
/// order by time there is an index, every other order is sorted.
///
/// @param terms the last one is a unique column
public record CredentialEventSort(List<Term> terms) {
  private static final Map<String, List<String>> COLUMNS = columns();
  private static final CredentialEventSort NEWEST_FIRST =
      new CredentialEventSort(List.of(new Term("created_at", true), new Term("id", true)));

  public CredentialEventSort {
    terms = List.copyOf(terms);
  }

  /// A column of an `order by`.
  record Term(String column, boolean descending) {
    String sql(boolean reversed) {
      return column + (descending == reversed ? " asc" : " desc");
    }
  }

  /// @param reversed whether the order is the reverse one
  String orderBy(boolean reversed) {
    return terms.stream().map(term -> term.sql(reversed)).collect(Collectors.joining(", "));
  }

  /// The keys by which a list can be sorted.
  public static Set<String> keys() {
    return COLUMNS.keySet();
  }

  public static CredentialEventSort of(SortRequest request) {
    List<Term> terms = new ArrayList<>();
    boolean descending = false;
    for (SortRequest.Order order : request.orders()) {
      descending = terms.isEmpty() ? order.descending() : descending;
      for (String column : COLUMNS.getOrDefault(order.key(), List.of())) {
        terms.add(new Term(column, order.descending()));
      }
    }
    if (terms.isEmpty()) {
      return NEWEST_FIRST;
    }
    terms.add(new Term("id", descending));
    return new CredentialEventSort(terms);
  }

  /// The body of an event is its failure or the size of the response.
  private static Map<String, List<String>> columns() {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("id", List.of("id"));
    columns.put("createdDate", List.of("created_at"));
    columns.put("statusCode", List.of("status_code"));
    columns.put("headers", List.of("headers"));
    columns.put("body", List.of("failure", "body_size"));
    return columns;
  }
}
