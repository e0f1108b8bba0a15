package io.headland.simulator.world;

/// A field and the slot of its farm.
record FieldRow(int farm, Field field) {}
