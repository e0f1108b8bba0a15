package io.headland.server.leafuser;

import io.headland.server.http.Call;
import io.headland.server.http.Problem;
import io.headland.server.http.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The order of a list of Leaf users. Those with equal keys stand in the order of their creation.
///
/// Of a long text only the beginning counts: an index keeps no more, and a `Link` must not grow
/// beyond what clients and proxies take.
///
/// @param column SQL expression that an index exists for; blank for the order of creation
record LeafUserSort(String column, boolean descending) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "id", "",
          "createdTime", "",
          "name", "left(lower(name), 200) collate \"C\"",
          "email", "left(lower(email), 200) collate \"C\"",
          "externalId", "left(coalesce(external_id, ''), 200) collate \"C\"");

  static LeafUserSort of(Call call) {
    Optional<String> sort = call.query("sort");
    if (sort.isEmpty()) {
      return new LeafUserSort("", false);
    }
    String[] parts = sort.get().split(",", -1);
    String direction = parts.length > 1 ? parts[1].strip().toLowerCase(Locale.ROOT) : "asc";
    String column = COLUMNS.get(parts[0].strip());
    if (column == null
        || parts.length > 2
        || !(direction.equals("asc") || direction.equals("desc"))) {
      throw new ProblemException(
          Problem.of(
              400,
              "The query parameter sort is one of name, email, externalId, createdTime or id,"
                  + " followed by ,asc or ,desc."));
    }
    return new LeafUserSort(column, direction.equals("desc"));
  }

  boolean isByCreation() {
    return column.isEmpty();
  }

  LeafUserSort reversed() {
    return new LeafUserSort(column, !descending);
  }

  /// `order by` for the whole key.
  String orderBy() {
    String direction = descending ? " desc" : " asc";
    return isByCreation() ? "ordinal" + direction : column + direction + ", ordinal" + direction;
  }

  /// What lies strictly behind a place of `:key` and `:ordinal`.
  String behind() {
    String sign = descending ? " < " : " > ";
    return isByCreation()
        ? "ordinal" + sign + ":ordinal"
        : "(" + column + ", ordinal)" + sign + "(:key, :ordinal)";
  }
}
