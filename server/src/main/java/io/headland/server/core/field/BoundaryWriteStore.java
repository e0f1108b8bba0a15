package io.headland.server.core.field;

import static io.headland.server.provider.RecordKind.BOUNDARY;

import io.headland.server.core.event.EventType;
import io.headland.server.core.field.DrawnBoundaryStore.Drawn;
import io.headland.server.core.field.geometry.BoundaryShape;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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

  /// @param addedFields the fields that the page added
  RecordCounts store(
      Handle handle,
      OrganizationKey organizationKey,
      FieldDataPage page,
      Map<String, FieldStatus> addedFields,
      StoringRules rules,
      Instant now) {
    Map<String, BoundaryRecord> shown =
        BoundarySelectionStore.ofProcessedFields(
            handle, organizationKey, page, addedFields, rules, now);
    List<Drawn> inserted = new ArrayList<>();
    Map<String, Boolean> replacing = new HashMap<>();
    if (rules.unread() && shown.keySet().stream().allMatch(id -> page.isComplete(BOUNDARY, id))) {
      List<Drawn> drawn =
          shown.entrySet().stream()
              .map(entry -> drawn(entry.getKey(), entry.getValue(), rules))
              .filter(one -> !one.shape().isEmpty())
              .toList();
      replacing.putAll(DrawnBoundaryStore.insert(handle, organizationKey, drawn, now));
      drawn.stream().filter(one -> replacing.containsKey(one.id())).forEach(inserted::add);
    }
    Map<String, BoundaryRecord> others = new HashMap<>(shown);
    inserted.forEach(one -> others.remove(one.id()));
    Map<String, Stored> before =
        find(handle, organizationKey, others.keySet().toArray(String[]::new));
    BoundarySelectionStore.removePartial(handle, organizationKey, page, others, active(before));
    List<Drawn> fresh = new ArrayList<>();
    List<Drawn> differing = new ArrayList<>();
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int unreadable = 0;
    for (Map.Entry<String, BoundaryRecord> entry : others.entrySet()) {
      BoundaryRecord boundary = entry.getValue();
      String digest = digest(boundary);
      Stored stored = before.get(entry.getKey());
      if (stored != null && stored.shows(digest)) {
        continue;
      }
      Drawn drawn = drawn(entry.getKey(), boundary, rules);
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
    replacing.putAll(DrawnBoundaryStore.insert(handle, organizationKey, fresh, now));
    inserted.addAll(fresh);
    if (replacing.size() < inserted.size()) {
      throw new IllegalStateException("A boundary was stored by another transaction");
    }
    if (!differing.isEmpty()) {
      EarlierGeometryStore.insert(
          handle,
          organizationKey,
          Drawn.texts(differing, Drawn::id),
          Drawn.texts(differing, one -> one.shape().geometry()),
          now);
      DrawnBoundaryStore.update(handle, organizationKey, differing, now);
    }
    if (replacing.containsValue(true) || !added.isEmpty()) {
      retireOthers(handle, organizationKey, inserted, differing, now);
    }
    int present = inserted.size() + added.size();
    replacing.forEach(
        (id, other) -> {
          if (other) {
            added.add(id);
          }
        });
    FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_CREATED, added, now);
    FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_UPDATED, changed, now);
    int selected = inserted.size() - fresh.size() + others.size();
    return new RecordCounts(
        present, changed.size(), selected - present - changed.size() - unreadable, 0);
  }

  private static Set<String> active(Map<String, Stored> stored) {
    return stored.entrySet().stream()
        .filter(entry -> entry.getValue().active())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Drawn drawn(String id, BoundaryRecord boundary, StoringRules rules) {
    return new Drawn(
        ids.next(),
        id,
        RecordTable.clean(boundary.providerFieldId()),
        BoundaryShape.of(boundary.shape(), boundary.hectares(), rules.fixBoundaries()),
        digest(boundary));
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
              from unnest(array(select unnest(:ids))) as shown (id)
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
                  from unnest(array(select unnest(:fields))) as shown (id)
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
            .bind("fields", Drawn.texts(drawn, Drawn::fieldId))
            .bind("ids", Drawn.texts(drawn, Drawn::id))
            .mapTo(String.class)
            .list();
    if (!others.isEmpty()) {
      retire(handle, organizationKey, others, now);
      FieldEventStore.boundaries(handle, organizationKey, EventType.BOUNDARY_REMOVED, others, now);
    }
  }

  private static void retire(
      Handle handle, OrganizationKey organizationKey, List<String> ids, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            update field_boundary
               set status = 'INACTIVE'
                 , missing_since = null
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :org
               and provider_boundary_id = :id
            """);
    ids.forEach(id -> batch.bindMethods(organizationKey).bind("id", id).bind("now", now).add());
    batch.execute();
  }

  private static String digest(BoundaryRecord boundary) {
    return HexFormat.of()
        .formatHex(
            BoundaryShape.digest(
                boundary.providerFieldId(), boundary.shape(), boundary.hectares()));
  }
}
