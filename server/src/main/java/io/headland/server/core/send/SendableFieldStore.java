package io.headland.server.core.send;

import io.headland.server.core.field.BoundariesOfField;
import io.headland.server.core.field.CreatedRecords;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Reads a field with the data that a provider requires.
public final class SendableFieldStore {
  private final Jdbi jdbi;

  public SendableFieldStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A field that is visible to the caller.
  public Optional<CreatedField> find(ApiOwnerId owner, LeafUserId leafUser, UUID fieldId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select field.provider
                         , coalesce(grower.name, '') as grower
                         , coalesce(farm.name, '') as farm
                         , field.name
                         , coalesce(active.geometry, '') as geometry
                      from (select *
                              from field
                             where api_owner_id = :owner
                               and id = :field
                            offset 0) as field
                      left join farm
                        on farm.api_owner_id = field.api_owner_id
                       and farm.leaf_user_id = field.leaf_user_id
                       and farm.provider = field.provider
                       and farm.provider_org_id = field.provider_org_id
                       and farm.provider_farm_id = field.provider_farm_id
                       and farm.removed_at is null
                      left join grower
                        on grower.api_owner_id = farm.api_owner_id
                       and grower.leaf_user_id = farm.leaf_user_id
                       and grower.provider = farm.provider
                       and grower.provider_org_id = farm.provider_org_id
                       and grower.provider_grower_id = farm.provider_grower_id
                       and grower.removed_at is null
                      left join lateral (select geometry
                                           from <boundaries> as of_field
                                          where removed_at is null
                                            and status = 'ACTIVE'
                                          order by id desc
                                          limit 1) as active on true
                     where field.leaf_user_id = :leafUser
                       and field.removed_at is null
                       and (select visible
                              from organization_snapshot
                             where api_owner_id = field.api_owner_id
                               and leaf_user_id = field.leaf_user_id
                               and provider = field.provider
                               and provider_org_id = field.provider_org_id)
                    """
                        .replace("<boundaries>", BoundariesOfField.of("field")))
                .bind("owner", owner)
                .bind("leafUser", leafUser)
                .bind("field", fieldId)
                .map(
                    (row, _) ->
                        new CreatedField(
                            CreatedRecords.isProvider(row.getString("provider")),
                            new FieldLink.Names(
                                row.getString("grower").strip(),
                                row.getString("farm").strip(),
                                row.getString("name").strip()),
                            row.getString("geometry")))
                .findOne());
  }
}
