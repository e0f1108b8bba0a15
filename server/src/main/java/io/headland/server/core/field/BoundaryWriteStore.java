package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.jdbc.Columns;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Stores the active boundaries of fields, except those of previews. A geometry is built, validated
/// and measured only when the provider's geometry changed.
public final class BoundaryWriteStore {
  private final UuidGenerator ids;

  public BoundaryWriteStore(UuidGenerator ids) {
    this.ids = ids;
  }

  private record Stored(String digest, boolean active, boolean missing) {
    boolean shows(String seen) {
      return active && !missing && digest.equals(seen);
    }
  }

  private record Drawn(UUID newId, String id, String fieldId, BoundaryShape shape, String digest) {}

  RecordCounts store(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {
    Map<String, BoundaryRecord> shown =
        ofProcessedFields(handle, organizationKey, page, rules, now);
    Map<String, Stored> before =
        find(handle, organizationKey, shown.keySet().toArray(String[]::new));
    insertEarlier(handle, organizationKey, page, shown, before);
    List<Drawn> fresh = new ArrayList<>();
    List<Drawn> differing = new ArrayList<>();
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int unreadable = 0;
    for (Map.Entry<String, BoundaryRecord> entry : shown.entrySet()) {
      BoundaryRecord seen = entry.getValue();
      String digest = digest(seen);
      Stored stored = before.get(entry.getKey());
      if (stored != null && stored.shows(digest)) {
        continue;
      }
      Drawn drawn = drawn(entry.getKey(), seen, digest, rules);
      if (drawn.shape().isEmpty()) {
        page.markUnreadable(entry.getKey(), drawn.fieldId());
        unreadable++;
      } else if (stored == null) {
        fresh.add(drawn);
      } else {
        differing.add(drawn);
        if (!stored.active()) {
          added.add(entry.getKey());
        } else if (!stored.digest().equals(digest)) {
          changed.add(entry.getKey());
        }
      }
    }
    if (!fresh.isEmpty()) {
      insert(handle, organizationKey, fresh, now);
    }
    if (!differing.isEmpty()) {
      EarlierGeometryStore.insert(
          handle,
          organizationKey,
          texts(differing, Drawn::id),
          texts(differing, one -> one.shape().geometry()),
          now);
      update(handle, organizationKey, differing, now);
    }
    fresh.forEach(drawn -> added.add(drawn.id()));
    if (!added.isEmpty()) {
      retireOthers(handle, organizationKey, fresh, differing, now);
    }
    FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_CREATED, added, now);
    FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_UPDATED, changed, now);
    int unchanged = shown.size() - added.size() - changed.size() - unreadable;
    return new RecordCounts(added.size(), changed.size(), unchanged, 0);
  }

  /// A partially read boundary is stored only if its field has none.
  private static void insertEarlier(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      Map<String, BoundaryRecord> shown,
      Map<String, Stored> before) {
    Map<String, String> partial = new HashMap<>();
    shown.forEach(
        (id, seen) -> {
          if (!page.isComplete(RecordKind.BOUNDARY, id)) {
            partial.put(id, RecordTable.clean(seen.providerFieldId()));
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
            Stored stored = before.get(id);
            if (stored == null || !stored.active()) {
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

  private Drawn drawn(String id, BoundaryRecord seen, String digest, StoringRules rules) {
    return new Drawn(
        ids.next(),
        id,
        RecordTable.clean(seen.providerFieldId()),
        BoundaryShape.of(seen.shape(), seen.hectares(), rules.fixBoundaries()),
        digest);
  }

  /// Includes those of waiting fields, for which this reading was requested.
  private static Map<String, BoundaryRecord> ofProcessedFields(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {
    Map<String, BoundaryRecord> all = new HashMap<>();
    Set<String> fields = new HashSet<>();
    page.of(RecordKind.BOUNDARY)
        .forEach(
            (id, record) -> {
              BoundaryRecord boundary = (BoundaryRecord) record;
              all.put(id, boundary);
              fields.add(RecordTable.clean(boundary.providerFieldId()));
            });
    Set<String> processed =
        new HashSet<>(fetched(handle, organizationKey, fields, rules, all, now));
    all.values().removeIf(seen -> !processed.contains(RecordTable.clean(seen.providerFieldId())));
    return all;
  }

  private static List<String> fetched(
      Handle handle,
      OrganizationKey organizationKey,
      Set<String> fields,
      StoringRules rules,
      Map<String, BoundaryRecord> shown,
      Instant now) {
    if (shown.isEmpty()) {
      return List.of();
    }
    List<String> processed = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    handle
        .createQuery(
            """
            select found.*
              from unnest(:fields) as shown (id)
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
      endWaiting(handle, organizationKey, waiting, now);
      processed.addAll(waiting);
    }
    return processed;
  }

  private static void endWaiting(
      Handle handle, OrganizationKey organizationKey, List<String> fields, Instant now) {
    List<String> ended =
        handle
            .createQuery(
                """
                update field
                   set status = 'PROCESSED'
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :org
                   and provider_field_id = any(:fields)
                   and status = 'WAITING'
                returning provider_field_id
                """)
            .bindMethods(organizationKey)
            .bind("fields", fields.toArray(String[]::new))
            .mapTo(String.class)
            .list();
    FieldEventStore.fields(handle, organizationKey, EventType.FIELD_UPDATED, ended, now);
  }

  private static Map<String, Stored> find(
      Handle handle, OrganizationKey organizationKey, String[] ids) {
    Map<String, Stored> found = new HashMap<>();
    if (ids.length == 0) {
      return found;
    }
    handle
        .createQuery(
            """
            select found.*
              from unnest(:ids) as shown (id)
             cross join lateral
                   (select provider_boundary_id, digest, status = 'ACTIVE', missing_since is not null
                      from field_boundary
                     where api_owner_id = :owner
                       and leaf_user_id = :leafUser
                       and provider = :provider
                       and provider_org_id = :org
                       and provider_boundary_id = shown.id
                    offset 0) as found
            """)
        .bindMethods(organizationKey)
        .bind("ids", ids)
        .map(
            (row, _) -> {
              Stored stored = new Stored(row.getString(2), row.getBoolean(3), row.getBoolean(4));
              found.put(row.getString(1), stored);
              return stored;
            })
        .list();
    return found;
  }

  private static void insert(
      Handle handle, OrganizationKey organizationKey, List<Drawn> drawn, Instant now) {
    bound(
            handle
                .createUpdate(
                    """
                    insert into field_boundary
                           (api_owner_id, leaf_user_id, provider, provider_org_id, status, created_at,
                            updated_at, id, provider_boundary_id, provider_field_id, geometry, hectares,
                            validity, problems, digest, bounds)
                    select :owner, :leafUser, :provider, :org, 'ACTIVE', :now,
                           :now, fresh.*
                      from unnest(:newIds::uuid[], :ids::text[], :fields::text[], :geometries::text[],
                                  :hectares::float8[], :validities::text[], :problems::text[],
                                  :digests::text[], :bounds::box[]) as fresh
                    """)
                .bindMethods(organizationKey),
            drawn)
        .bind("newIds", drawn.stream().map(Drawn::newId).toArray(UUID[]::new))
        .bind("now", now)
        .execute();
  }

  private static void update(
      Handle handle, OrganizationKey organizationKey, List<Drawn> drawn, Instant now) {
    bound(
            handle
                .createUpdate(
                    """
                    update field_boundary b
                       set status = 'ACTIVE'
                         , provider_field_id = fresh.field
                         , geometry = fresh.geometry
                         , bounds = fresh.bounds
                         , hectares = fresh.hectares
                         , validity = fresh.validity
                         , problems = fresh.problems
                         , digest = fresh.digest
                         , missing_since = null
                         , updated_at = :now
                      from unnest(:ids::text[], :fields::text[], :geometries::text[], :hectares::float8[],
                                  :validities::text[], :problems::text[], :digests::text[],
                                  :bounds::box[])
                        as fresh (id, field, geometry, hectares, validity, problems, digest, bounds)
                     where b.api_owner_id = :owner
                       and b.leaf_user_id = :leafUser
                       and b.provider = :provider
                       and b.provider_org_id = :org
                       and b.provider_boundary_id = fresh.id
                    """)
                .bindMethods(organizationKey),
            drawn)
        .bind("now", now)
        .execute();
  }

  /// A field has one active boundary: the present one of the provider.
  private static void retireOthers(
      Handle handle,
      OrganizationKey organizationKey,
      List<Drawn> fresh,
      List<Drawn> differing,
      Instant now) {
    List<Drawn> drawn = new ArrayList<>(fresh);
    drawn.addAll(differing);
    List<String> others =
        handle
            .createQuery(
                """
                select found.*
                  from unnest(:fields) as shown (id)
                 cross join lateral
                       (select provider_boundary_id
                          from field_boundary
                         where api_owner_id = :owner
                           and leaf_user_id = :leafUser
                           and provider = :provider
                           and provider_org_id = :org
                           and provider_field_id = shown.id
                           and provider_boundary_id <> all(:ids)
                           and status = 'ACTIVE'
                        offset 0) as found
                """)
            .bindMethods(organizationKey)
            .bind("fields", texts(drawn, Drawn::fieldId))
            .bind("ids", texts(drawn, Drawn::id))
            .mapTo(String.class)
            .list();
    if (!others.isEmpty()) {
      retire(handle, organizationKey, others, now);
      FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_REMOVED, others, now);
    }
  }

  private static void retire(
      Handle handle, OrganizationKey organizationKey, List<String> ids, Instant now) {
    handle
        .createUpdate(
            """
            update field_boundary
               set status = 'INACTIVE'
                 , missing_since = null
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and provider_boundary_id = any(:ids)
            """)
        .bindMethods(organizationKey)
        .bind("ids", ids.toArray(String[]::new))
        .bind("now", now)
        .execute();
  }

  private static Update bound(Update statement, List<Drawn> drawn) {
    return statement
        .bind("ids", texts(drawn, Drawn::id))
        .bind("fields", texts(drawn, Drawn::fieldId))
        .bind("geometries", texts(drawn, one -> one.shape().geometry()))
        .bind("hectares", drawn.stream().map(one -> one.shape().hectares()).toArray(Double[]::new))
        .bind("validities", texts(drawn, one -> one.shape().validity().name()))
        .bind("problems", texts(drawn, one -> one.shape().problems()))
        .bind("digests", texts(drawn, Drawn::digest))
        .bind("bounds", drawn.stream().map(BoundaryWriteStore::box).toArray(String[]::new));
  }

  private static @Nullable String box(Drawn drawn) {
    return Bounds.of(drawn.shape().geometry()).map(Bounds::toBox).orElse(null);
  }

  private static String digest(BoundaryRecord seen) {
    return HexFormat.of()
        .formatHex(BoundaryShape.digest(seen.providerFieldId(), seen.shape(), seen.hectares()));
  }

  private static String[] texts(List<Drawn> drawn, Function<Drawn, String> text) {
    return drawn.stream().map(text).toArray(String[]::new);
  }
}
