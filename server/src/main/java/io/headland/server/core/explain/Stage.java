package io.headland.server.core.explain;

/// The position of a step in the chain, in order.
enum Stage {
  CREDENTIAL,
  ORGANIZATION,
  CONFIGURATION,
  PERMISSIONS,
  FIELD_DATA,
  RECORD,
  BOUNDARY,
  LAST_RUN,
  NEXT_RUN,
  /// Those of a machine file.
  CONVERSION,
  POINTS,
  OPERATION
}
