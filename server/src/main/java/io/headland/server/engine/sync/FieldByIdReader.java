package io.headland.server.engine.sync;

import io.headland.server.core.sync.SyncRunOrganization;
import io.headland.server.provider.ChangeNotifications;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.FieldLookup;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.RecordKind;
import io.headland.server.usecase.sync.EndReading;
import io.headland.server.usecase.sync.RecordPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Reads the fields that notifications contained, with one call each, and stores each together with
/// the position after it. Fields that do not exist are marked as missing and not removed.
final class FieldByIdReader {
  private final RecordPage recordPage;
  private final EndReading endReading;
  private final InstantSource clock;
  private final FieldDataReader.Context context;
  private final ChangeNotifications provider;
  private SyncRunOrganization runOrganization;

  FieldByIdReader(
      RecordPage recordPage,
      EndReading endReading,
      InstantSource clock,
      FieldDataReader.Context context,
      ChangeNotifications provider,
      SyncRunOrganization runOrganization) {
    this.recordPage = recordPage;
    this.endReading = endReading;
    this.clock = clock;
    this.context = context;
    this.provider = provider;
    this.runOrganization = runOrganization.without(context.reading().denied());
  }

  ReadingResult read() throws InterruptedException {
    for (String field : left()) {
      Optional<ReadingResult> end = read(field);
      if (end.isPresent()) {
        return end.get();
      }
      if (context.timeSlice().isOver()) {
        return new ReadingResult.Pause(Duration.ZERO);
      }
    }
    return finished();
  }

  private ReadingResult finished() {
    return new ReadingResult.Over(
        endReading.finishNamed(context.reading(), counted(), clock.instant()));
  }

  /// The requested fields that have not been read, in the order of their ids.
  private List<String> left() {
    return context.reading().denied().contains(RecordKind.FIELD)
        ? List.of()
        : runOrganization.requestedIds().stream()
            .sorted()
            .filter(field -> field.compareTo(runOrganization.at().position()) > 0)
            .toList();
  }

  private Optional<ReadingResult> read(String field) throws InterruptedException {
    String org = context.reading().organizationKey().providerOrgId();
    return switch (provider.lookUpField(
        context.session(), org, field, context.reading().denied())) {
      case FieldLookup.Found(List<FieldDataRecord> records) -> store(field, records);
      case FieldLookup.Gone() -> store(field, List.of());
      case FieldLookup.Failed(ProviderFailure.Forbidden _) -> {
        runOrganization =
            runOrganization.without(EnumSet.of(RecordKind.FIELD, RecordKind.BOUNDARY));
        yield Optional.of(finished());
      }
      case FieldLookup.Failed(ProviderFailure failure) -> {
        if (failure instanceof ProviderFailure.InvalidResponse(String reason)) {
          recordPage.recordUnreadable(context.reading(), runOrganization, RecordKind.FIELD, reason);
        }
        yield Optional.of(new FailurePolicy(endReading, clock, context).of(counted(), failure));
      }
    };
  }

  private Optional<ReadingResult> store(String field, List<FieldDataRecord> records) {
    Optional<SyncRunOrganization> stored =
        recordPage.field(context.reading(), counted(), field, records, clock.instant());
    stored.ifPresent(after -> runOrganization = after);
    return stored.isPresent() ? Optional.empty() : Optional.of(ReadingResult.Over.moreLeft());
  }

  private SyncRunOrganization counted() {
    runOrganization = runOrganization.calling(context.calls().getAndSet(0));
    return runOrganization;
  }
}
