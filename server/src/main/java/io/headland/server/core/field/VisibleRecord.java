package io.headland.server.core.field;

/// The condition that the organization of a record is visible, for statements that read a page or
/// one record. The organization is looked up by its key, so that there is no join whose method
/// PostgreSQL selects.
final class VisibleRecord {
  private static final String CONDITION =
      """
      (select snapshot.visible
         from organization_snapshot as snapshot
        where snapshot.api_owner_id = <record>.api_owner_id
          and snapshot.leaf_user_id = <record>.leaf_user_id
          and snapshot.provider = <record>.provider
          and snapshot.provider_org_id = <record>.provider_org_id)
      """;

  private VisibleRecord() {}

  /// @param record the name of the table in the statement
  static String of(String record) {
    return CONDITION.replace("<record>", record);
  }
}
