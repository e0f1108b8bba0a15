package io.headland.server.sync;

import io.headland.server.provider.ChangeNotices;
import io.headland.server.provider.FieldLookup;
import io.headland.server.provider.LandRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.RecordKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Reads the fields that notices named, one call each, and has each stored together with the
/// position behind it. What is not there is marked and not taken away.
final class NamedReading {
  private final LandCommitStore commits;
  private final InstantSource clock;
  private final LandReading.Ground ground;
  private final ChangeNotices provider;
  private RunPart part;

  NamedReading(
      LandCommitStore commits,
      InstantSource clock,
      LandReading.Ground ground,
      ChangeNotices provider,
      RunPart part) {
    this.commits = commits;
    this.clock = clock;
    this.ground = ground;
    this.provider = provider;
    this.part = part.without(ground.withheld());
  }

  PartEnd read() throws InterruptedException {
    for (String field : left()) {
      Optional<PartEnd> end = read(field);
      if (end.isPresent()) {
        return end.get();
      }
      if (ground.turn().isOver()) {
        return new PartEnd.Pause(Duration.ZERO);
      }
    }
    commits.finishNamed(ground, counted(), clock.instant());
    return new PartEnd.Over();
  }

  /// They are read in the order of their ids.
  private List<String> left() {
    return ground.withheld().contains(RecordKind.FIELD)
        ? List.of()
        : part.named().stream()
            .sorted()
            .filter(field -> field.compareTo(part.at().position()) > 0)
            .toList();
  }

  private Optional<PartEnd> read(String field) throws InterruptedException {
    String org = ground.copy().providerOrgId();
    return switch (provider.lookUpField(ground.session(), org, field, ground.withheld())) {
      case FieldLookup.Found(List<LandRecord> records) -> store(field, records);
      case FieldLookup.Gone() -> store(field, List.of());
      case FieldLookup.Failed(ProviderFailure.Forbidden _) -> {
        part = part.without(EnumSet.of(RecordKind.FIELD, RecordKind.BOUNDARY));
        commits.finishNamed(ground, counted(), clock.instant());
        yield Optional.of(new PartEnd.Over());
      }
      case FieldLookup.Failed(ProviderFailure failure) -> {
        if (failure instanceof ProviderFailure.BrokenAnswer(String why)) {
          commits.noteUnreadable(ground, part, RecordKind.FIELD, why);
        }
        yield Optional.of(new Setback(commits, clock, ground).of(counted(), failure));
      }
    };
  }

  private Optional<PartEnd> store(String field, List<LandRecord> records) {
    Optional<RunPart> stored = commits.field(ground, counted(), field, records, clock.instant());
    stored.ifPresent(after -> part = after);
    return stored.isPresent() ? Optional.empty() : Optional.of(new PartEnd.Over());
  }

  private RunPart counted() {
    part = part.calling(ground.calls().getAndSet(0));
    return part;
  }
}
