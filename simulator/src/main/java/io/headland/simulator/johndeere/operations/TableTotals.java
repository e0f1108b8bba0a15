package io.headland.simulator.johndeere.operations;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The sums of an attribute table, read row by row.
///
/// @param start the first time in the table
record TableTotals(int rows, Optional<Instant> start, Duration duration, Totals totals) {
  private static final int HEADER = 32;
  private static final double SQUARE_METRES = 10_000;

  /// The position and length of a column in a row.
  private record Place(int at, int length) {}

  /// Reads a table whose units the metadata of the export state.
  ///
  /// @throws IllegalArgumentException when a unit is not supported
  static TableTotals read(JsonNode metadata, InputStream in) throws IOException {
    DataInputStream table = new DataInputStream(in);
    byte[] header = table.readNBytes(HEADER);
    int count = Integer.reverseBytes(java.nio.ByteBuffer.wrap(header).getInt(4));
    int first = Short.reverseBytes(java.nio.ByteBuffer.wrap(header).getShort(8));
    int length = Short.reverseBytes(java.nio.ByteBuffer.wrap(header).getShort(10));
    Reader reader = new Reader(columns(table.readNBytes(first - HEADER)), metadata);
    byte[] row = new byte[length];
    int rows = 0;
    try {
      for (; rows < count; rows++) {
        table.readFully(row);
        reader.add(row);
      }
    } catch (EOFException _) {
      throw new IllegalArgumentException("the attribute table ends after " + rows + " rows");
    }
    return new TableTotals(rows, reader.start, reader.duration(), reader.totals());
  }

  private static Map<String, Place> columns(byte[] fields) {
    Map<String, Place> columns = new HashMap<>();
    int at = 1;
    for (int i = 0; i + HEADER <= fields.length; i += HEADER) {
      String name = new String(fields, i, 11, StandardCharsets.US_ASCII).replace("\0", "");
      int length = Byte.toUnsignedInt(fields[i + 16]);
      columns.put(name, new Place(at, length));
      at += length;
    }
    return columns;
  }

  private static final class Reader {
    private final Map<String, Place> columns;
    private final double length;
    private final String rateColumn;
    private final double rate;
    private final double yield;
    private double hectares;
    private double material;
    private double bushels;
    private double moisture;
    private double target;
    private Optional<Instant> start = Optional.empty();
    private Optional<Instant> end = Optional.empty();

    Reader(Map<String, Place> columns, JsonNode metadata) {
      this.columns = columns;
      this.rateColumn = columns.containsKey("WetMass") ? "WetMass" : "AppliedRate";
      this.length = factor(metadata, "DISTANCE");
      this.rate = factor(metadata, rateColumn);
      this.yield = columns.containsKey("VRYIELDVOL") ? factor(metadata, "VRYIELDVOL") : 0;
    }

    /// From the unit of a column to metres, or to kilograms, litres, seeds or bushels per hectare.
    private static double factor(JsonNode metadata, String column) {
      String unit = "";
      for (JsonNode attribute : metadata.path("DataAttributes")) {
        if (attribute.path("Name").asString().equals(column)) {
          unit = attribute.path("Unit").asString("");
        }
      }
      return switch (unit) {
        case "m", "seeds1ha-1", "l1ha-1", "kg1ha-1" -> 1;
        case "ft" -> 0.3048;
        case "seeds1ac-1", "bu1ac-1" -> Uom.ACRES_PER_HECTARE;
        case "lb1ac-1" -> Uom.ACRES_PER_HECTARE / Uom.POUNDS_PER_KILOGRAM;
        case "gal1ac-1" -> Uom.ACRES_PER_HECTARE / Uom.GALLONS_PER_LITRE;
        case "t1ha-1" -> 1_000;
        case "[m3]1ha-1" -> 1 / Uom.CUBIC_METRES_PER_BUSHEL;
        default ->
            throw new IllegalArgumentException(
                "the unit '%s' of %s is not supported".formatted(unit, column));
      };
    }

    void add(byte[] row) {
      time(text(row, "IsoTime"));
      double own = number(row, rateColumn) * rate;
      if (!(own > 0)) {
        return;
      }
      double area =
          number(row, "DISTANCE") * length * number(row, "SWATHWIDTH") * length / SQUARE_METRES;
      hectares += area;
      material += area * own;
      bushels += area * number(row, "VRYIELDVOL") * yield;
      moisture += area * own * number(row, "Moisture");
      target += area * number(row, "TargetRate") * rate;
    }

    private void time(String text) {
      try {
        Instant at = Instant.parse(text);
        start = start.isEmpty() ? Optional.of(at) : start;
        end = Optional.of(at);
      } catch (DateTimeParseException _) {
        // A record without a time does not extend the duration.
      }
    }

    private String text(byte[] row, String column) {
      Place place = columns.get(column);
      return place == null
          ? ""
          : new String(row, place.at(), place.length(), StandardCharsets.ISO_8859_1).strip();
    }

    /// Zero for a column that does not exist, and for a value that is blank or not a number.
    private double number(byte[] row, String column) {
      try {
        return Double.parseDouble(text(row, column));
      } catch (NumberFormatException _) {
        return 0;
      }
    }

    Duration duration() {
      return start.isEmpty() || end.isEmpty() || end.get().isBefore(start.get())
          ? Duration.ofMinutes(1)
          : Duration.between(start.get(), end.get());
    }

    Totals totals() {
      double mean = material > 0 ? moisture / material : 0;
      return new Totals(hectares, material, bushels, mean, target);
    }
  }
}
