package io.headland.server.core.machinefile.summary;

import io.headland.server.core.machinefile.MeasurementUnit;

/// A value with its unit.
public record Amount(double value, MeasurementUnit unit) {}
