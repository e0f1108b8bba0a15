package io.headland.server.engine.sync;

import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.RecordKind;
import io.headland.server.usecase.sync.RecordPage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Determines whether the provider denies listings of kinds to which the organization has no link.
record UnlinkedListings(RecordPage recordPage, FieldDataReader.Context context) {
  /// A kind that is embedded in other records, and was permitted without a link, may be denied now,
  /// which appears as if all records of the kind were removed. The listing is then read again
  /// without it.
  boolean isDeniedSince(FieldDataListing listing, List<FieldDataRecord> records)
      throws InterruptedException {
    boolean denied = false;
    for (RecordKind kind : context.adapter().embeddedKinds()) {
      if (context.unlinked().kinds().contains(kind)
          && listing.covers().contains(kind)
          && records.stream().noneMatch(record -> record.kind() == kind)
          && recordPage.hasBoundaries(context.reading().organizationKey())
          && isDenied(kind)) {
        context.unlinked().onDenial().accept(Set.of(kind));
        denied = true;
      }
    }
    return denied;
  }

  private boolean isDenied(RecordKind kind) throws InterruptedException {
    return context
            .adapter()
            .lookUpAccess(
                context.session(), context.reading().organizationKey().providerOrgId(), kind)
        instanceof AccessLookup.Denied;
  }

  /// Stores that the provider denied a listing.
  void recordDenied(FieldDataListing listing) {
    Set<RecordKind> denied = EnumSet.copyOf(listing.covers());
    denied.removeAll(context.adapter().embeddedKinds());
    denied.retainAll(context.unlinked().kinds());
    if (!denied.isEmpty()) {
      context.unlinked().onDenial().accept(denied);
    }
  }

  /// Whether the organization has a link to none of the kinds of a listing.
  boolean covers(FieldDataListing listing) {
    Set<RecordKind> own = EnumSet.copyOf(listing.covers());
    own.removeAll(context.adapter().embeddedKinds());
    return !own.isEmpty() && context.unlinked().kinds().containsAll(own);
  }
}
