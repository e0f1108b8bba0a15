package io.headland.server.core.machinefile.summary;

/// The smallest rectangle that contains all points, in degrees; NaN when no point has a position.
public record Extent(double west, double south, double east, double north) {}
