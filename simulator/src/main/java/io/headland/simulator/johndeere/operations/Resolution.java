package io.headland.simulator.johndeere.operations;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// The resolutions of an export.
public enum Resolution {
  /// A record for each section of a sample.
  EACH_SECTION("EachSection"),
  /// A record for each sample.
  EACH_SENSOR("EachSensor"),
  /// A record for about five samples, and those without work.
  ONE_HERTZ("OneHertz");

  private static final int GROUP = 5;

  private final String word;

  Resolution(String word) {
    this.word = word;
  }

  /// As in the parameter `resolution`.
  public String word() {
    return word;
  }

  public static Optional<Resolution> find(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /// Sends the records of this resolution. Their sums of area and material are the same for all
  /// resolutions, as far as records with work are concerned.
  void send(Recording recording, Sample.Receiver receiver) throws IOException {
    switch (this) {
      case EACH_SENSOR ->
          recording.send(
              sample -> {
                if (sample.working()) {
                  receiver.accept(sample);
                }
              });
      case EACH_SECTION ->
          recording.send(
              sample -> {
                if (sample.working()) {
                  split(recording, sample, receiver);
                }
              });
      case ONE_HERTZ -> {
        Group group = new Group(receiver);
        recording.send(group);
        group.flush();
      }
    }
  }

  private static void split(Recording recording, Sample sample, Sample.Receiver receiver)
      throws IOException {
    double width = sample.width() / sample.active();
    double right = Math.toRadians(sample.heading() + 90);
    Outline outline = recording.outline();
    double east = outline.lon(1) - outline.lon(0);
    double north = outline.lat(1) - outline.lat(0);
    for (int i = 0; i < sample.active(); i++) {
      double offset = (i - (sample.active() - 1) / 2.0) * width;
      double wave = Math.sin(2 * Math.PI * i / sample.active() + sample.pass());
      double share = sample.active() > 2 ? 1 + 0.04 * wave : 1;
      receiver.accept(
          sample.ofSection(
              i,
              sample.lat() + offset * Math.cos(right) * north,
              sample.lon() + offset * Math.sin(right) * east,
              sample.rate() * share));
    }
  }

  /// Collects up to five records of one pass.
  private static final class Group implements Sample.Receiver {
    private final Sample.Receiver receiver;
    private Optional<Sample> last = Optional.empty();
    private int count;
    private double distance;
    private double area;
    private double material;
    private double moisture;

    Group(Sample.Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void accept(Sample sample) throws IOException {
      if (!sample.working()) {
        flush();
        receiver.accept(sample);
        return;
      }
      if (count == GROUP || last.filter(before -> before.pass() == sample.pass()).isEmpty()) {
        flush();
      }
      double own = sample.distance() * sample.width();
      last = Optional.of(sample);
      count++;
      distance += sample.distance();
      area += own;
      material += own * sample.rate();
      moisture += own * sample.rate() * sample.moisture();
    }

    void flush() throws IOException {
      if (last.isPresent()) {
        receiver.accept(
            last.get().grouped(distance, material / area, moisture / material, area / distance));
      }
      last = Optional.empty();
      count = 0;
      distance = 0;
      area = 0;
      material = 0;
      moisture = 0;
    }
  }
}
