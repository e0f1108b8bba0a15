package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Stores growers, farms, fields and boundaries of a page. An unchanged record is not written: the
/// records are compared with the stored rows, of an organization that was never read completely
/// after the new ones are inserted.
///
/// Only the worker that has claimed the organization writes here, in the transaction that verifies
/// its fence.
public final class FieldDataWriteStore {
  private final GrowerWriter growers = new GrowerWriter();
  private final FarmWriter farms = new FarmWriter();
  private final FieldWriter fields;
  private final BoundaryWriteStore boundaries;

  public FieldDataWriteStore(UuidGenerator ids, BoundaryWriteStore boundaries) {
    this.fields = new FieldWriter(ids);
    this.boundaries = boundaries;
  }

  /// Stores a page, without the fields that were created through the API and sent to the provider:
  /// they are already stored, and are removed from the page. The totals of the organization are not
  /// changed.
  public FieldDataCounts store(
      Handle handle,
      OrganizationKey organization,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {
    page.leaveOutFields(LinkedFieldStore.among(handle, organization, page.fieldIds()));
    Target target = new Target(handle, organization, page, rules, now);
    FieldDataCounts counts =
        store(target, RecordKind.GROWER, growers)
            .counts()
            .plus(store(target, RecordKind.FARM, farms).counts());
    Written<FieldWriter.Row> written = store(target, RecordKind.FIELD, fields);
    counts = counts.plus(written.counts());
    if (!page.of(RecordKind.BOUNDARY).isEmpty()) {
      Map<String, FieldStatus> added = new HashMap<>();
      written.added().forEach((id, row) -> added.put(id, row.status()));
      RecordCounts shapes = boundaries.store(handle, organization, page, added, rules, now);
      counts = counts.plus(FieldDataCounts.of(RecordKind.BOUNDARY, shapes));
    }
    return counts;
  }

  /// Adds the records of a page to the totals of the organization.
  public static void addToTotals(
      Handle handle, OrganizationKey organization, FieldDataCounts counts) {
    addition(handle, organization, counts).ifPresent(Update::execute);
  }

  /// The statement of [#addToTotals]; empty if the totals do not change.
  public static Optional<Update> addition(
      Handle handle, OrganizationKey organization, FieldDataCounts counts) {
    int growers = counts.of(RecordKind.GROWER).added();
    int farms = counts.of(RecordKind.FARM).added();
    int fields = counts.of(RecordKind.FIELD).added();
    return growers + farms + fields > 0
        ? Optional.of(
            OrganizationSnapshotStore.addition(handle, organization, growers, farms, fields))
        : Optional.empty();
  }

  /// The stored records of a kind.
  ///
  /// @param added those that were not stored before, by the ids of the provider
  private record Written<R>(FieldDataCounts counts, Map<String, R> added) {}

  /// A page and where it is stored.
  private record Target(
      Handle handle,
      OrganizationKey organization,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {}

  private static <R> Written<R> store(Target target, RecordKind kind, RecordWriter<R> writer) {
    Map<String, FieldDataRecord> records = target.page().of(kind);
    if (records.isEmpty()) {
      return new Written<>(FieldDataCounts.NONE, Map.of());
    }
    Map<String, R> added = new HashMap<>();
    if (target.rules().unread()) {
      records.forEach((id, record) -> added.put(id, writer.added(record, target.rules())));
      added
          .keySet()
          .retainAll(writer.insert(target.handle(), target.organization(), added, target.now()));
    }
    Map<String, FieldDataRecord> others = new LinkedHashMap<>(records);
    others.keySet().removeAll(added.keySet());
    Changes changes =
        others.isEmpty() ? Changes.NONE : compare(target, kind, writer, others, added);
    int present = added.size() + changes.restored().size();
    int changed = changes.changed().size();
    return new Written<>(
        FieldDataCounts.of(
            kind, new RecordCounts(present, changed, records.size() - present - changed, 0)),
        added);
  }

  /// The ids of stored records that were removed, and of others that were changed.
  private record Changes(List<String> restored, List<String> changed) {
    static final Changes NONE = new Changes(List.of(), List.of());
  }

  /// Stores records of which some are stored.
  ///
  /// @param added to which those that are not stored are added
  private static <R> Changes compare(
      Target target,
      RecordKind kind,
      RecordWriter<R> writer,
      Map<String, FieldDataRecord> records,
      Map<String, R> added) {
    Handle handle = target.handle();
    OrganizationKey organization = target.organization();
    Instant now = target.now();
    Map<String, RecordWriter.Stored<R>> before =
        writer.find(handle, organization, RecordWriter.ids(records));
    Map<String, R> fresh = new HashMap<>();
    Map<String, R> updated = new HashMap<>();
    List<String> changed = new ArrayList<>();
    List<String> restored = new ArrayList<>();
    records.forEach(
        (id, record) -> {
          RecordWriter.Stored<R> stored = before.get(id);
          if (stored == null) {
            fresh.put(id, writer.added(record, target.rules()));
            return;
          }
          FieldDataRecord readable = target.page().isComplete(kind, id) ? record : null;
          R row = writer.changed(stored.row(), readable, target.rules());
          boolean differs = !stored.row().equals(row);
          if (differs || stored.missing() || stored.removed()) {
            updated.put(id, row);
          }
          if (stored.removed()) {
            restored.add(id);
          } else if (differs) {
            changed.add(id);
          }
        });
    if (!fresh.isEmpty()) {
      if (writer.insert(handle, organization, fresh, now).size() < fresh.size()) {
        throw new IllegalStateException("A record was stored by another transaction");
      }
      added.putAll(fresh);
    }
    if (!updated.isEmpty()) {
      writer.update(handle, organization, updated, now);
    }
    if (kind == RecordKind.FIELD) {
      FieldEventStore.fields(handle, organization, EventType.FIELD_CREATED, restored, now);
      FieldEventStore.fields(handle, organization, EventType.FIELD_UPDATED, changed, now);
    }
    return new Changes(restored, changed);
  }
}
