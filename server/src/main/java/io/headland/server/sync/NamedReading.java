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
  private final LandReading.Context context;
  private final ChangeNotices provider;
  private RunPart part;

  NamedReading(
      LandCommitStore commits,
      InstantSource clock,
      LandReading.Context context,
      ChangeNotices provider,
      RunPart part) {
    this.commits = commits;
    this.clock = clock;
    this.context = context;
    this.provider = provider;
    this.part = part.without(context.reading().withheld());
  }

  PartEnd read() throws InterruptedException {
    for (String field : left()) {
      Optional<PartEnd> end = read(field);
      if (end.isPresent()) {
        return end.get();
      }
      if (context.turn().isOver()) {
        return new PartEnd.Pause(Duration.ZERO);
      }
    }
    commits.finishNamed(context.reading(), counted(), clock.instant());
    return new PartEnd.Over();
  }

  /// They are read in the order of their ids.
  private List<String> left() {
    return context.reading().withheld().contains(RecordKind.FIELD)
        ? List.of()
        : part.named().stream()
            .sorted()
            .filter(field -> field.compareTo(part.at().position()) > 0)
            .toList();
  }

  private Optional<PartEnd> read(String field) throws InterruptedException {
    String org = context.reading().copy().providerOrgId();
    return switch (provider.lookUpField(context.session(), org, field, context.reading().withheld())) {
      case FieldLookup.Found(List<LandRecord> records) -> store(field, records);
      case FieldLookup.Gone() -> store(field, List.of());
      case FieldLookup.Failed(ProviderFailure.Forbidden _) -> {
        part = part.without(EnumSet.of(RecordKind.FIELD, RecordKind.BOUNDARY));
        commits.finishNamed(context.reading(), counted(), clock.instant());
        yield Optional.of(new PartEnd.Over());
      }
      case FieldLookup.Failed(ProviderFailure failure) -> {
        if (failure instanceof ProviderFailure.BrokenAnswer(String why)) {
          commits.noteUnreadable(context.reading(), part, RecordKind.FIELD, why);
        }
        yield Optional.of(new Setback(commits, clock, context).of(counted(), failure));
      }
    };
  }

  private Optional<PartEnd> store(String field, List<LandRecord> records) {
    Optional<RunPart> stored = commits.field(context.reading(), counted(), field, records, clock.instant());
    stored.ifPresent(after -> part = after);
    return stored.isPresent() ? Optional.empty() : Optional.of(new PartEnd.Over());
  }

  private RunPart counted() {
    part = part.calling(context.calls().getAndSet(0));
    return part;
  }
}
