package io.headland.bench;

/// What can be measured by itself.
enum Part {
  RATES,
  PACE,
  LEAF_USERS,
  STARTS
}
