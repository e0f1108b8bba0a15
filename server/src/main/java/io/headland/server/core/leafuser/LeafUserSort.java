package io.headland.server.core.leafuser;

import io.headland.server.platform.paging.SortRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The order of a list of Leaf users. It ends with the order of creation, so that positions are
/// unique.
///
/// Of a long text only the prefix is used: an index contains no more, and the length of a `Link`
/// must be supported by clients and proxies. For each column there is an index that ends with the
/// order of creation. An order by several columns scans the index of the first one and sorts equal
/// values.
///
/// @param terms from the first to the last, which is the order of creation
public record LeafUserSort(List<Term> terms) {
  private static final String CREATION = "ordinal";

  private static final Map<String, String> COLUMNS = sortable();

  /// One column of the order.
  ///
  /// @param column SQL expression
  record Term(String column, boolean descending) {
    private String orderBy() {
      return column + (descending ? " desc" : " asc");
    }

    private String sign() {
      return descending ? " < " : " > ";
    }
  }

  public LeafUserSort {
    terms = List.copyOf(terms);
  }

  /// The keys by which a list can be sorted.
  public static Set<String> keys() {
    return COLUMNS.keySet();
  }

  public static LeafUserSort of(SortRequest request) {
    List<Term> terms = new ArrayList<>();
    for (SortRequest.Order order : request.orders()) {
      String column = COLUMNS.getOrDefault(order.key(), CREATION);
      if (terms.stream().noneMatch(term -> term.column().equals(column))) {
        terms.add(new Term(column, order.descending()));
      }
      if (column.equals(CREATION)) {
        return new LeafUserSort(terms);
      }
    }
    terms.add(new Term(CREATION, !terms.isEmpty() && terms.getFirst().descending()));
    return new LeafUserSort(terms);
  }

  boolean isByCreation() {
    return terms.size() == 1;
  }

  /// Whether the first column is descending.
  boolean descending() {
    return terms.getFirst().descending();
  }

  LeafUserSort reversed() {
    return new LeafUserSort(
        terms.stream().map(term -> new Term(term.column(), !term.descending())).toList());
  }

  /// The columns before the order of creation.
  List<String> columns() {
    return terms.subList(0, terms.size() - 1).stream().map(Term::column).toList();
  }

  /// `order by` for the whole key.
  String orderBy() {
    return terms.stream().map(Term::orderBy).collect(Collectors.joining(", "));
  }

  /// Rows strictly after the position of `:key0`, `:key1`, … and `:ordinal`.
  String behind() {
    boolean oneDirection = terms.stream().allMatch(term -> term.descending() == descending());
    if (oneDirection) {
      String columns = terms.stream().map(Term::column).collect(Collectors.joining(", "));
      String values =
          IntStream.range(0, terms.size()).mapToObj(this::value).collect(Collectors.joining(", "));
      return "(" + columns + ")" + terms.getFirst().sign() + "(" + values + ")";
    }
    // The first condition is for the index; the second is exact.
    Term first = terms.getFirst();
    String reached = first.column() + (first.descending() ? " <= " : " >= ") + value(0);
    String passed =
        IntStream.range(0, terms.size())
            .mapToObj(this::passedAt)
            .collect(Collectors.joining(" or "));
    return reached + " and (" + passed + ")";
  }

  /// Equal in every column before this one, and after it in this one.
  private String passedAt(int index) {
    String equal =
        IntStream.range(0, index)
            .mapToObj(i -> terms.get(i).column() + " = " + value(i) + " and ")
            .collect(Collectors.joining());
    Term term = terms.get(index);
    return "(" + equal + term.column() + term.sign() + value(index) + ")";
  }

  private String value(int index) {
    return index == terms.size() - 1 ? ":ordinal" : ":key" + index;
  }

  private static Map<String, String> sortable() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("id", CREATION);
    columns.put("name", "left(lower(name), 200) collate \"C\"");
    columns.put("email", "left(lower(email), 200) collate \"C\"");
    columns.put("phone", "left(coalesce(phone, ''), 200) collate \"C\"");
    columns.put("address", "left(lower(coalesce(address, '')), 200) collate \"C\"");
    columns.put("externalId", "left(coalesce(external_id, ''), 200) collate \"C\"");
    columns.put("createdTime", CREATION);
    return columns;
  }
}
