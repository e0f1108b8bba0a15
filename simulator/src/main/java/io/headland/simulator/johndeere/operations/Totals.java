package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Boundary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The sums over the records of an operation that did work, in metric units.
///
/// @param material kilograms of wet mass, seeds, or litres
/// @param bushels the yield by volume
/// @param moisture the mean in percent, weighted by wet mass
public record Totals(
    double hectares, double material, double bushels, double moisture, double targetMaterial) {
  private static final class Sum implements Sample.Receiver {
    private final FieldOperation operation;
    private final double target;
    private double hectares;
    private double material;
    private double bushels;
    private double moisture;

    Sum(FieldOperation operation, double target) {
      this.operation = operation;
      this.target = target;
    }

    @Override
    public void accept(Sample sample) {
      double area = sample.hectares();
      double own = area * sample.rate();
      hectares += area;
      material += own;
      bushels += area * operation.crop().bushelsPerHectare(sample.rate(), sample.moisture());
      moisture += own * sample.moisture();
    }

    Totals totals() {
      double mean = material > 0 ? moisture / material : 0;
      return new Totals(hectares, material, bushels, mean, hectares * target);
    }
  }

  /// The totals of an operation in a boundary; zero when it has no points. The area of a tillage
  /// operation is that of the boundary.
  static Totals of(FieldOperation operation, Boundary boundary) {
    if (!operation.kind().hasPoints()) {
      return new Totals(boundary.hectares(), 0, 0, 0, 0);
    }
    Recording recording = new Recording(operation, boundary.rings());
    Sum sum = new Sum(operation, recording.target());
    try {
      Resolution.EACH_SENSOR.send(recording, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.totals();
  }

  /// The totals of an operation in a field; zero without an active boundary.
  public static Totals of(OperationRegistry.Located located) {
    Optional<FolderExport> source = located.operation().source();
    if (source.isPresent()) {
      return source.get().totals();
    }
    List<Boundary> active = located.field().findActiveBoundary().stream().toList();
    return active.isEmpty()
        ? new Totals(0, 0, 0, 0, 0)
        : of(located.operation(), active.getFirst());
  }
}
