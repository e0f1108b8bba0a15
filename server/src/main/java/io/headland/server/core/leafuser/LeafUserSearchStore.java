package io.headland.server.core.leafuser;

import io.headland.server.platform.id.ApiOwnerId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Finds Leaf users by prefixes of words: of the name, the email or the external id.
public final class LeafUserSearchStore {
  /// The number of rows that are examined; with more matches the search must be refined.
  private static final int MAX_LOOKED_AT = 500;

  private final Jdbi jdbi;

  public LeafUserSearchStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Leaf users of whom each word begins a word, by name, without phone and address.
  public List<LeafUser> search(ApiOwnerId owner, String words, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, name, email, null as phone, null as address, external_id, created_at
                      from (select *
                              from leaf_user
                             where api_owner_id = :owner
                               and leaf_user_words(name, email, external_id) @@ to_tsquery('simple', :beginnings)
                             limit :max) as found
                     order by lower(name), id
                     limit :limit
                    """)
                .bind("owner", owner)
                .bind("beginnings", beginnings(words))
                .bind("max", MAX_LOOKED_AT)
                .bind("limit", limit)
                .map(LeafUserStore.ROW)
                .list());
  }

  /// `jane smi` searches for a word that begins with `jane` and one that begins with `smi`. Split
  /// as in the index, and quoted, so that it contains no operators.
  private static String beginnings(String words) {
    return Arrays.stream(words.split("[\\s@._+/:'-]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*")
        .collect(Collectors.joining(" & "));
  }
}
