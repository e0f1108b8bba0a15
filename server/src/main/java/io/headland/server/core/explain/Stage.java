package io.headland.server.core.explain;

/// Where in the chain a step is, in its order.
enum Stage {
  CREDENTIAL,
  ORGANIZATION,
  CONFIGURATION,
  PERMISSIONS,
  COPY,
  RECORD,
  BOUNDARY,
  LAST_RUN,
  NEXT_RUN
}
