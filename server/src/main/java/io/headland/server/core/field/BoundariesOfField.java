package io.headland.server.core.field;

/// The stored boundaries of one field, also removed ones, as a lateral subquery for a statement
/// that has further conditions.
///
/// With the conditions of an active boundary beside those of the field, PostgreSQL may estimate one
/// row for the index of the hectares of an organization too, and read all boundaries of the
/// organization through it. `offset 0` prevents that the conditions are merged.
public final class BoundariesOfField {
  private static final String SUBQUERY =
      """
      (select *
         from field_boundary
        where api_owner_id = <field>.api_owner_id
          and leaf_user_id = <field>.leaf_user_id
          and provider = <field>.provider
          and provider_org_id = <field>.provider_org_id
          and provider_field_id = <field>.provider_field_id
       offset 0)
      """;

  private BoundariesOfField() {}

  /// The subquery for a row of the statement.
  ///
  /// @param field the name of the table of this row, which has the key of a field
  public static String of(String field) {
    return SUBQUERY.replace("<field>", field);
  }
}
