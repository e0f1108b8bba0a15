package io.headland.simulator.johndeere.operations;

/// One record of a machine, in metric units.
///
/// @param pass the pass that it belongs to, from 0
/// @param section the index of the section; -1 for the whole machine
/// @param heading clockwise from north, in degrees
/// @param distance from the record before, in metres
/// @param width of the active sections, in metres
/// @param active the number of active sections
/// @param rate kilograms of wet mass, seeds or litres per hectare
/// @param moisture in percent
/// @param control the rate that the controller requested; NaN for none
/// @param elevation in metres
/// @param at milliseconds since 1970
/// @param working whether material flowed
record Sample(
    int pass,
    int section,
    double lat,
    double lon,
    double heading,
    double distance,
    double width,
    int active,
    double rate,
    double moisture,
    double control,
    double elevation,
    long at,
    boolean working) {

  double hectares() {
    return distance * width / 10_000;
  }

  /// One section of the machine, with its own position.
  Sample ofSection(int index, double itsLat, double itsLon, double itsRate) {
    return new Sample(
        pass,
        index,
        itsLat,
        itsLon,
        heading,
        distance,
        width / active,
        1,
        itsRate,
        moisture,
        control,
        elevation,
        at,
        working);
  }

  /// This record with the distances and means of the records before it in a group.
  Sample grouped(double distances, double meanRate, double meanMoisture, double meanWidth) {
    return new Sample(
        pass,
        section,
        lat,
        lon,
        heading,
        distances,
        meanWidth,
        active,
        meanRate,
        meanMoisture,
        control,
        elevation,
        at,
        working);
  }

  /// Receives records in the order of time.
  interface Receiver {
    void accept(Sample sample) throws java.io.IOException;
  }
}
