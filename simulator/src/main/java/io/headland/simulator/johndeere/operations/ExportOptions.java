package io.headland.simulator.johndeere.operations;

/// What a caller requests of an export.
///
/// @param polygons whether each record is the covered strip instead of a position
/// @param massYield whether the yield is given as mass (`VRYIELDMAS`) instead of volume
public record ExportOptions(boolean polygons, Resolution resolution, Uom uom, boolean massYield) {}
