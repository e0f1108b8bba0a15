package io.headland.simulator.fielddata;

/// A field and the slot of its farm.
record FieldRow(int farm, Field field) {}
