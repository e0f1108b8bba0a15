package io.headland.server.core.machinefile.summary;

/// The values of a property over points, in the unit of the points.
///
/// @param avg mean; weighted by the area of each point for rates, yields and other values of the
///   area, by the wet mass for the moisture
public record Statistics(double avg, double min, double max) {}
