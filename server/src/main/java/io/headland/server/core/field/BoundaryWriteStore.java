package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.core.field.geometry.Bounds;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    boolean shows(String boundary) {
      return active && !missing && digest.equals(boundary);
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
        BoundarySelectionStore.ofProcessedFields(handle, organizationKey, page, rules, now);
    Map<String, Stored> before =
        find(handle, organizationKey, shown.keySet().toArray(String[]::new));
    BoundarySelectionStore.removePartial(handle, organizationKey, page, shown, active(before));
    List<Drawn> fresh = new ArrayList<>();
    List<Drawn> differing = new ArrayList<>();
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int unreadable = 0;
    for (Map.Entry<String, BoundaryRecord> entry : shown.entrySet()) {
      BoundaryRecord boundary = entry.getValue();
      String digest = digest(boundary);
      Stored stored = before.get(entry.getKey());
      if (stored != null && stored.shows(digest)) {
        continue;
      }
      Drawn drawn = drawn(entry.getKey(), boundary, digest, rules);
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

  private static Set<String> active(Map<String, Stored> stored) {
    return stored.entrySet().stream()
        .filter(entry -> entry.getValue().active())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Drawn drawn(String id, BoundaryRecord boundary, String digest, StoringRules rules) {
    return new Drawn(
        ids.next(),
        id,
        RecordTable.clean(boundary.providerFieldId()),
        BoundaryShape.of(boundary.shape(), boundary.hectares(), rules.fixBoundaries()),
        digest);
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

  private static String digest(BoundaryRecord boundary) {
    return HexFormat.of()
        .formatHex(
            BoundaryShape.digest(
                boundary.providerFieldId(), boundary.shape(), boundary.hectares()));
  }

  private static String[] texts(List<Drawn> drawn, Function<Drawn, String> text) {
    return drawn.stream().map(text).toArray(String[]::new);
  }
}
