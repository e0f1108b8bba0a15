package io.headland.server.provider;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An element of a received list, with its malformed values.
///
/// @param body null when the element is not an object
/// @param id blank when there is none that can be read
public record WireRecord<T>(@Nullable T body, String id, List<Mismatch> mismatches) {

  public WireRecord {
    mismatches = List.copyOf(mismatches);
  }

  /// An element.
  ///
  /// @param id as received
  public static <T> WireRecord<T> of(
      @Nullable T body, @Nullable String id, List<Mismatch> mismatches) {
    String read = id == null ? "" : id.strip();
    boolean isNamed = mismatches.stream().anyMatch(it -> it.path().equals("$") || it.isIn("id"));
    return new WireRecord<>(
        body,
        read,
        read.isEmpty() && !isNamed
            ? Stream.concat(mismatches.stream(), Stream.of(missingId(body))).toList()
            : mismatches);
  }

  private static Mismatch missingId(@Nullable Object body) {
    return body == null ? Mismatch.lost("$", "object") : Mismatch.lost("$.id", "string");
  }

  /// The malformed values of the record.
  public List<FieldDataRecord> unexpected(RecordKind kind) {
    return mismatches.stream()
        .<FieldDataRecord>map(mismatch -> new FieldDataRecord.Unexpected(kind, id, mismatch))
        .toList();
  }

  /// Whether a value could not be read, outside of a member that is read separately.
  public boolean isIncomplete(String otherMember) {
    return mismatches.stream().anyMatch(it -> it.lost() && !it.isIn(otherMember));
  }

  public boolean isIncomplete() {
    return mismatches.stream().anyMatch(Mismatch::lost);
  }

  /// Whether a value within a member could not be read.
  public boolean isIncompleteIn(String member) {
    return mismatches.stream().anyMatch(it -> it.lost() && it.isIn(member));
  }
}
