package io.headland.server.core.field;

/// The records with some ids, as a subquery for a statement that has further conditions.
///
/// With the condition of the Leaf user beside that of the id, PostgreSQL may estimate one row for
/// the primary key too, and read all records of the Leaf user through it. `offset 0` prevents that
/// the conditions are merged.
public final class RecordById {
  private static final String SUBQUERY =
      """
      (select *
         from <table>
        where api_owner_id = :owner
          and <condition>
       offset 0)
      """;

  private RecordById() {}

  /// The parameters are `owner` and those of the condition.
  ///
  /// @param condition of the id, for example `id = :id`
  public static String of(String table, String condition) {
    return SUBQUERY.replace("<table>", table).replace("<condition>", condition);
  }
}
