package io.headland.server.provider.johndeere;

import static io.headland.server.provider.johndeere.FieldDataMapper.text;

import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldDataRecord.BoundaryRecord;
import io.headland.server.provider.FieldDataRecord.Unexpected;
import io.headland.server.provider.FieldDataRecord.UnreadableBoundary;
import io.headland.server.provider.Mismatch;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.Shape;
import io.headland.server.provider.WireRecord;
import java.util.List;

/// Maps the boundary in a field's JSON to records.
final class BoundaryMapper {
  static final String MEMBER = "activeBoundary";

  private BoundaryMapper() {}

  /// Only the active one is a field's boundary. One without an id cannot be distinguished from a
  /// later one.
  static List<FieldDataRecord> boundary(WireRecord<FieldBody> read, FieldBody field) {
    BoundaryBody boundary = field.activeBoundary();
    if (boundary == null) {
      return read.isIncompleteIn(MEMBER) ? unreadable(read) : List.of();
    }
    if (Boolean.FALSE.equals(boundary.active()) || Boolean.TRUE.equals(boundary.archived())) {
      return List.of();
    }
    if (text(boundary.id()).isEmpty()) {
      return unreadable(read, MEMBER + ".id", "string");
    }
    Shape shape = ShapeMapper.shape(boundary);
    if (shape.isEmpty()) {
      return unreadable(read, MEMBER + ".multipolygons", "rings that enclose an area");
    }
    var record =
        new BoundaryRecord(text(boundary.id()), read.id(), shape, ShapeMapper.hectares(boundary));
    if (!read.isIncompleteIn(MEMBER) && !ShapeMapper.lacksPositions(boundary)) {
      return List.of(record);
    }
    return read.isIncompleteIn(MEMBER)
        ? List.of(new FieldDataRecord.Incomplete(record))
        : List.of(
            new FieldDataRecord.Incomplete(record),
            unexpected(read, MEMBER + ".multipolygons", "points with lat and lon"));
  }

  private static List<FieldDataRecord> unreadable(WireRecord<FieldBody> read) {
    return List.of(new UnreadableBoundary(read.id()));
  }

  private static List<FieldDataRecord> unreadable(
      WireRecord<FieldBody> read, String path, String expected) {
    return read.isIncompleteIn(MEMBER)
        ? unreadable(read)
        : List.of(new UnreadableBoundary(read.id()), unexpected(read, path, expected));
  }

  private static FieldDataRecord unexpected(
      WireRecord<FieldBody> read, String path, String expected) {
    return new Unexpected(RecordKind.FIELD, read.id(), Mismatch.lost("$." + path, expected));
  }
}
