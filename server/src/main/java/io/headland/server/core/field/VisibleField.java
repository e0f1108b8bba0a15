package io.headland.server.core.field;

/// The condition of visible fields, for statements that join fields to other tables.
public final class VisibleField {
  /// Restricts the rows of `field` to those that their provider still has, in organizations whose
  /// records are visible.
  public static final String JOIN =
      """
      join organization_snapshot as snapshot
        on snapshot.api_owner_id = field.api_owner_id
       and snapshot.leaf_user_id = field.leaf_user_id
       and snapshot.provider = field.provider
       and snapshot.provider_org_id = field.provider_org_id
       and snapshot.visible
       and field.removed_at is null
      """;

  private VisibleField() {}

  /// The condition that the field with an id is visible, for statements that read a page: it is
  /// looked up by its key.
  ///
  /// @param id the column with the id
  public static String withId(String id) {
    return """
    (select field.removed_at is null
            and <visible>
       from field
      where field.api_owner_id = :owner
        and field.id = <id>)
    """
        .replace("<visible>", VisibleRecord.of("field"))
        .replace("<id>", id);
  }
}
