package io.headland.bench.soak.check;

import java.time.Instant;

/// One line of the history of a resource.
public sealed interface Step {
  Resource resource();

  /// The time at which it ended.
  Instant at();

  /// An attempt to set the value.
  record Write(Resource resource, String value, Instant at, Outcome outcome) implements Step {}

  /// The value that the server returned, read when no earlier write of the resource can still be in
  /// progress.
  ///
  /// @param copies the number of resources with this id; 0 when it is absent
  record Reading(Resource resource, String value, int copies, Instant at) implements Step {}
}
