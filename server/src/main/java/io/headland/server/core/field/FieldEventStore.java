package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/// Writes the events of fields and boundaries, one statement for a page, within the transaction
/// that has changed them. Growers and farms have no events.
final class FieldEventStore {
  /// Inserts an event for each row of `<fields>`, whose name is `found`: up to a thousand in each
  /// row of the outbox. The parameters are those of the organization, `type` and `now`.
  static final String OF_FIELDS =
      """
      insert into event_outbox
             (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
      select :owner, :type, :leafUser, :provider, :now, count(*), array_agg(entity), array_agg(data)
        from (select 'field/' || found.id as entity
                   , jsonb_build_object('fieldId', found.id,
                                        'name', found.name,
                                        'status', found.status,
                                        'providerOrgId', :org,
                                        'providerFieldId', found.provider_field_id) as data
                   , row_number() over () as number
                from <fields>) as single
       group by (number - 1) / 1000
       order by (number - 1) / 1000
      """;

  /// The same for each row of `<boundaries>`.
  static final String OF_BOUNDARIES =
      """
      insert into event_outbox
             (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
      select :owner, :type, :leafUser, :provider, :now, count(*), array_agg(entity), array_agg(data)
        from (select 'boundary/' || found.id as entity
                   , jsonb_build_object('boundaryId', found.id,
                                        'status', found.status,
                                        'hectares', found.hectares,
                                        'fieldId', of_field.id,
                                        'providerOrgId', :org,
                                        'providerFieldId', found.provider_field_id,
                                        'providerBoundaryId', found.provider_boundary_id) as data
                   , row_number() over () as number
                from <boundaries>
               cross join lateral
                     (select id
                        from field
                       where api_owner_id = :owner
                         and leaf_user_id = :leafUser
                         and provider = :provider
                         and provider_org_id = :org
                         and provider_field_id = found.provider_field_id
                      offset 0) as of_field) as single
       group by (number - 1) / 1000
       order by (number - 1) / 1000
      """;

  private FieldEventStore() {}

  /// @param ids of the provider
  static void fields(
      Handle handle,
      OrganizationKey organizationKey,
      EventType type,
      Collection<String> ids,
      Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    handle
        .createUpdate(OF_FIELDS)
        .define(
            "fields",
            """
            unnest(array(select unnest(:ids))) as changed (id)
             cross join lateral
                   (select id, name, status, provider_field_id
                      from field
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_field_id = changed.id
                    offset 0) as found
            """)
        .bindMethods(organizationKey)
        .bind("type", type)
        .bind("ids", ids.toArray(String[]::new))
        .bind("now", now)
        .execute();
  }

  /// @param ids of the provider
  static void boundaries(
      Handle handle,
      OrganizationKey organizationKey,
      EventType type,
      Collection<String> ids,
      Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    handle
        .createUpdate(OF_BOUNDARIES)
        .define(
            "boundaries",
            """
            unnest(array(select unnest(:ids))) as changed (id)
             cross join lateral
                   (select id, status, hectares, provider_field_id, provider_boundary_id
                      from field_boundary
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_boundary_id = changed.id
                    offset 0) as found
            """)
        .bindMethods(organizationKey)
        .bind("type", type)
        .bind("ids", ids.toArray(String[]::new))
        .bind("now", now)
        .execute();
  }
}
