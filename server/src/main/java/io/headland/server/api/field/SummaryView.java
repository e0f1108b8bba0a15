package io.headland.server.api.field;

import io.headland.server.core.field.SummaryStore.AccountSummary;
import io.headland.server.platform.json.Added;
import io.headland.server.provider.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sync summary in a response: the stored records of each account.
record SummaryView(String message, List<Entry> summaries) {

  /// One account; kinds that the provider does not have are omitted.
  record Entry(
      String provider,
      String leafUserId,
      @Nullable Long growers,
      @Nullable Long farms,
      @Nullable Long fields,
      @Added long operations,
      @Nullable Instant syncReferenceTime) {

    static Entry of(AccountSummary account, Set<RecordKind> kinds) {
      return new Entry(
          account.provider(),
          account.leafUserId().toString(),
          kinds.contains(RecordKind.GROWER) ? Long.valueOf(account.growers()) : null,
          kinds.contains(RecordKind.FARM) ? Long.valueOf(account.farms()) : null,
          kinds.contains(RecordKind.FIELD) ? Long.valueOf(account.fields()) : null,
          account.operations(),
          account.syncedAt());
    }
  }
}
