package io.headland.server.core.machinefile.store;

/// The condition of visible machine files: uploaded ones, and those of visible organizations.
final class VisibleFile {
  /// For statements that read all files: PostgreSQL may read all organizations first.
  static final String OF_ALL =
      """
      and (record.provider_org_id = ''
           or exists (select
                        from organization_snapshot as snapshot
                       where snapshot.api_owner_id = :owner
                         and snapshot.leaf_user_id = record.leaf_user_id
                         and snapshot.provider = record.provider
                         and snapshot.provider_org_id = record.provider_org_id
                         and snapshot.visible))
      """;

  /// For statements that read a page: the organization of each file is looked up.
  static final String OF_EACH =
      """
      and (record.provider_org_id = ''
           or coalesce((select snapshot.visible
                          from organization_snapshot as snapshot
                         where snapshot.api_owner_id = :owner
                           and snapshot.leaf_user_id = record.leaf_user_id
                           and snapshot.provider = record.provider
                           and snapshot.provider_org_id = record.provider_org_id), false))
      """;

  private VisibleFile() {}
}
