package io.headland.server.core.field;

import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Selects the boundaries of a page that are stored: those of processed fields, and no partially
/// read one in the place of another. Fields that waited for their boundary become processed.
final class BoundarySelectionStore {
  private BoundarySelectionStore() {}

  /// The boundaries of a page that belong to fields whose boundaries are stored, by id. They
  /// include those of waiting fields, for which this reading was requested.
  ///
  /// @param added the fields that the page added
  static Map<String, BoundaryRecord> ofProcessedFields(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      Map<String, FieldStatus> added,
      StoringRules rules,
      Instant now) {
    Map<String, BoundaryRecord> all = new HashMap<>();
    Set<String> fields = new HashSet<>();
    Set<String> processed = new HashSet<>();
    page.of(RecordKind.BOUNDARY)
        .forEach(
            (id, record) -> {
              BoundaryRecord boundary = (BoundaryRecord) record;
              all.put(id, boundary);
              String field = RecordTable.clean(boundary.providerFieldId());
              FieldStatus status = added.get(field);
              if (status == null) {
                fields.add(field);
              } else if (status == FieldStatus.PROCESSED) {
                processed.add(field);
              }
            });
    processed.addAll(completeWaiting(handle, organizationKey, fields, rules, now));
    all.values()
        .removeIf(boundary -> !processed.contains(RecordTable.clean(boundary.providerFieldId())));
    return all;
  }

  private static List<String> completeWaiting(
      Handle handle,
      OrganizationKey organizationKey,
      Set<String> fields,
      StoringRules rules,
      Instant now) {
    if (fields.isEmpty()) {
      return List.of();
    }
    List<String> processed = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    handle
        .createQuery(
            """
            select found.*
              from unnest(array(select unnest(:fields))) as shown (id)
             cross join lateral
                   (select provider_field_id, status
                      from field
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_field_id = shown.id
                    offset 0) as found
            """)
        .bindMethods(organizationKey)
        .bind("fields", fields.toArray(String[]::new))
        .map(
            (row, _) ->
                switch (Columns.get(row, 2, FieldStatus.class)) {
                  case PROCESSED -> processed.add(row.getString(1));
                  case WAITING -> waiting.add(row.getString(1));
                  case PREVIEW -> false;
                })
        .list();
    if (!rules.withBoundaries() && !waiting.isEmpty()) {
      // Their fields are in another listing: waiting ones are completed by this one.
      WaitingFieldStore.endWaiting(handle, organizationKey, waiting, now);
      processed.addAll(waiting);
    }
    return processed;
  }

  /// A partially read boundary is stored only if its field has none.
  static void removePartial(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      Map<String, BoundaryRecord> shown,
      Set<String> active) {
    Map<String, String> partial = new HashMap<>();
    shown.forEach(
        (id, boundary) -> {
          if (!page.isComplete(RecordKind.BOUNDARY, id)) {
            partial.put(id, RecordTable.clean(boundary.providerFieldId()));
          }
        });
    if (partial.isEmpty()) {
      return;
    }
    Set<String> drawn = fieldsWithBoundary(handle, organizationKey, partial.values());
    partial.forEach(
        (id, field) -> {
          if (drawn.contains(field)) {
            shown.remove(id);
            if (!active.contains(id)) {
              page.markUnreadable(id, field);
            }
          }
        });
  }

  private static Set<String> fieldsWithBoundary(
      Handle handle, OrganizationKey organizationKey, Collection<String> fields) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select distinct provider_field_id
                  from field_boundary
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_field_id = any(:fields)
                   and status = 'ACTIVE'
                """)
            .bindMethods(organizationKey)
            .bind("fields", fields.toArray(String[]::new))
            .mapTo(String.class)
            .list());
  }
}
