package io.headland.server.core.field;

import io.headland.server.core.event.EventType;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Stores growers, farms and fields of a page. It compares them with the stored rows first: an
/// unchanged record is not written.
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
  /// they are already stored, and are removed from the page.
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
            .plus(store(target, RecordKind.FARM, farms))
            .plus(store(target, RecordKind.FIELD, fields));
    if (!page.of(RecordKind.BOUNDARY).isEmpty()) {
      RecordCounts shapes = boundaries.store(handle, organization, page, rules, now);
      counts = counts.plus(FieldDataCounts.of(RecordKind.BOUNDARY, shapes));
    }
    addToTotals(handle, organization, counts);
    return counts;
  }

  /// A page and where it is stored.
  private record Target(
      Handle handle,
      OrganizationKey organization,
      FieldDataPage page,
      StoringRules rules,
      Instant now) {}

  private static <R> FieldDataCounts store(Target target, RecordKind kind, RecordWriter<R> writer) {
    FieldDataPage page = target.page();
    Map<String, FieldDataRecord> records = page.of(kind);
    if (records.isEmpty()) {
      return FieldDataCounts.NONE;
    }
    Map<String, RecordWriter.Stored<R>> before =
        writer.find(target.handle(), target.organization(), page.ids(kind));
    Map<String, R> added = new HashMap<>();
    Map<String, R> updated = new HashMap<>();
    List<String> changed = new ArrayList<>();
    List<String> restored = new ArrayList<>();
    records.forEach(
        (id, record) -> {
          RecordWriter.Stored<R> stored = before.get(id);
          if (stored == null) {
            added.put(id, writer.added(record, target.rules()));
            return;
          }
          FieldDataRecord readable = page.isComplete(kind, id) ? record : null;
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
    if (!added.isEmpty()) {
      writer.insert(target.handle(), target.organization(), added, target.now());
    }
    if (!updated.isEmpty()) {
      writer.update(target.handle(), target.organization(), updated, target.now());
    }
    if (kind == RecordKind.FIELD) {
      Handle handle = target.handle();
      OrganizationKey organization = target.organization();
      Instant now = target.now();
      FieldEventStore.fields(handle, organization, EventType.FIELD_CREATED, added.keySet(), now);
      FieldEventStore.fields(handle, organization, EventType.FIELD_CREATED, restored, now);
      FieldEventStore.fields(handle, organization, EventType.FIELD_UPDATED, changed, now);
    }
    int present = added.size() + restored.size();
    return FieldDataCounts.of(
        kind,
        new RecordCounts(present, changed.size(), records.size() - present - changed.size(), 0));
  }

  private static void addToTotals(
      Handle handle, OrganizationKey organization, FieldDataCounts counts) {
    int growers = counts.of(RecordKind.GROWER).added();
    int farms = counts.of(RecordKind.FARM).added();
    int fields = counts.of(RecordKind.FIELD).added();
    if (growers + farms + fields > 0) {
      OrganizationSnapshotStore.addToTotals(handle, organization, growers, farms, fields);
    }
  }
}
