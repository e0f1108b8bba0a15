package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Boundary;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// The records of one operation, generated in the same way each time they are read: samples along
/// the passes, with stops and turns that do no work, single outliers, and gaps in which the sensor
/// sent nothing. None is stored.
final class Recording {
  private static final int TURN_RECORDS = 3;
  private static final int OUTLIERS = 400;
  private static final int STOPS = 300;
  private static final int GAPS = 40;
  private static final double LITRES_PER_HECTARE = 93.54;

  private final FieldOperation operation;
  private final Outline outline;
  private final Passes passes;
  private final double length;

  Recording(FieldOperation operation, List<Boundary.Ring> rings) {
    this.operation = operation;
    this.outline = new Outline(rings);
    this.passes = new Passes(outline, operation.kind().width(), Math.max(1, operation.points()));
    this.length = passes.length();
  }

  FieldOperation operation() {
    return operation;
  }

  Outline outline() {
    return outline;
  }

  /// The rate at which the machine was set to seed or apply, in seeds or litres per hectare.
  double target() {
    return operation.kind() == OperationKind.SEEDING
        ? operation.crop().seedsPerHectare()
        : LITRES_PER_HECTARE;
  }

  /// Sends all records, those without work included.
  void send(Sample.Receiver receiver) throws IOException {
    if (length > 0 && operation.points() > 0) {
      new Run(receiver).drive();
    }
  }

  /// One reading of the records.
  private final class Run {
    private final Sample.Receiver receiver;
    private final SplittableRandom chance = new SplittableRandom(operation.key().seed());
    private final double step = length / operation.points();
    private final int gapLength = Math.max(2, operation.points() / 200);
    private final long begins = operation.startDate().toEpochMilli();
    private final double millisPerMetre = operation.duration().toMillis() / length;
    private int count;
    private double driven;

    Run(Sample.Receiver receiver) {
      this.receiver = receiver;
    }

    void drive() throws IOException {
      List<Passes.Pass> all = passes.all();
      for (int i = 0; i < all.size(); i++) {
        Passes.Pass pass = all.get(i);
        double end = driven + pass.length();
        while (count < operation.points() && (count + 0.5) * step < end) {
          record(i, pass, (count + 0.5) * step - driven);
          count++;
        }
        driven = end;
        if (i + 1 < all.size()) {
          turn(i, pass, all.get(i + 1));
        }
      }
    }

    private void record(int number, Passes.Pass pass, double along) throws IOException {
      double share = along / pass.length();
      double x = pass.x1() + share * (pass.x2() - pass.x1());
      double y = pass.y1() + share * (pass.y2() - pass.y1());
      double noise = chance.nextDouble(-1, 1);
      int odd = chance.nextInt();
      boolean gap = new SplittableRandom(count / gapLength).nextInt(GAPS) == 0;
      if (gap || !outline.contains(x, y)) {
        return;
      }
      if (Math.floorMod(odd, STOPS) == 1) {
        receiver.accept(idle(number, pass.heading(), x, y, 0));
      }
      boolean closing = pass.length() - along < step && number % 3 == 0;
      receiver.accept(working(number, pass.heading(), x, y, noise, odd, closing));
    }

    private Sample working(
        int pass, double heading, double x, double y, double noise, int odd, boolean closing) {
      int sections = operation.kind().sections();
      int active = closing ? Math.max(1, sections / 2) : sections;
      boolean outlier = Math.floorMod(odd, OUTLIERS) == 7;
      double rate = rate(x, y, noise) * (outlier ? 4 : 1);
      boolean standing = outlier && operation.kind() == OperationKind.APPLICATION;
      return new Sample(
          pass,
          -1,
          outline.lat(y),
          outline.lon(x),
          heading,
          standing ? 0.01 : step,
          passes.width() * active / sections,
          active,
          rate,
          operation.crop().moisture() + 1.5 * Math.sin(x / 90) + 0.4 * noise,
          Math.floorMod(odd, 10) == 3 ? Double.NaN : target(),
          elevation(x, y),
          time(),
          true);
    }

    private double rate(double x, double y, double noise) {
      return switch (operation.kind()) {
        case HARVEST ->
            operation.crop().massPerHectare()
                * (1 + 0.15 * Math.sin(x / 70) * Math.cos(y / 55) + 0.08 * noise);
        case SEEDING, APPLICATION, TILLAGE -> target() * (1 + 0.02 * noise);
      };
    }

    private long time() {
      return begins + Math.round((count + 0.5) * step * millisPerMetre);
    }

    private void turn(int pass, Passes.Pass from, Passes.Pass to) throws IOException {
      double distance = Math.hypot(to.x1() - from.x2(), to.y1() - from.y2());
      for (int i = 1; i <= TURN_RECORDS; i++) {
        double share = i / (TURN_RECORDS + 1.0);
        double x = from.x2() + share * (to.x1() - from.x2());
        double y = from.y2() + share * (to.y1() - from.y2());
        if (outline.contains(x, y)) {
          receiver.accept(idle(pass, to.heading(), x, y, distance / (TURN_RECORDS + 1)));
        }
      }
    }

    private Sample idle(int pass, double heading, double x, double y, double distance) {
      return new Sample(
          pass,
          -1,
          outline.lat(y),
          outline.lon(x),
          heading,
          distance,
          passes.width(),
          operation.kind().sections(),
          0,
          0,
          Double.NaN,
          elevation(x, y),
          time(),
          false);
    }

    private static double elevation(double x, double y) {
      return 303 + 4 * Math.sin(x / 140) + 3 * Math.cos(y / 110);
    }
  }
}
