package io.headland.server.core.machinefile.summary;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How wet masses of a crop are converted to volumes and dry values: a row of the table
/// `machinefile/crops.csv`, which names the source of each row. Providers have tables of their own.
///
/// @param crop its name in the table
/// @param poundsPerBushel density in pounds for each US bushel
/// @param standardMoisture percent; null when the table has none: dry values are then the wet
///   values
/// @param source of the row
public record CropConversion(
    String crop, double poundsPerBushel, @Nullable Double standardMoisture, String source) {
  private static final String TABLE = "/machinefile/crops.csv";

  private static final class Table {
    static final Map<String, CropConversion> ROWS = read();
  }

  /// The row of a crop; empty for an unknown one.
  ///
  /// @param crop Leaf's name, in any case; `wheat, hard red winter` is `hard red winter wheat`
  public static Optional<CropConversion> of(String crop) {
    String name = normalized(crop);
    CropConversion row = Table.ROWS.get(name);
    if (row == null && crop.contains(",")) {
      int comma = crop.indexOf(',');
      row = Table.ROWS.get(normalized(crop.substring(comma + 1) + " " + crop.substring(0, comma)));
    }
    return Optional.ofNullable(row);
  }

  private static String normalized(String crop) {
    return crop.toLowerCase(Locale.ROOT).replaceAll("[\\s,_]+", " ").strip();
  }

  /// The share of the wet mass that is left when the crop is dried to the standard moisture: 1 for
  /// a crop that is drier already.
  ///
  /// @param moisture percent
  double dryShare(double moisture) {
    if (standardMoisture == null) {
      return 1;
    }
    return Math.min(1, (100 - moisture) / (100 - standardMoisture));
  }

  private static Map<String, CropConversion> read() {
    try (InputStream in = requireNonNull(CropConversion.class.getResourceAsStream(TABLE))) {
      Map<String, CropConversion> rows = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(CropConversion::parse)
          .forEach(row -> rows.put(row.crop(), row));
      return Map.copyOf(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CropConversion parse(String line) {
    String[] cells = line.split(",", -1);
    return new CropConversion(
        cells[0],
        Double.parseDouble(cells[1]),
        cells[2].isEmpty() ? null : Double.valueOf(cells[2]),
        cells[3]);
  }
}
