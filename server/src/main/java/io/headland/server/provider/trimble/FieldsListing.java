package io.headland.server.provider.trimble;

import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.trimble.FieldsPosition.FieldsStage;

/// Farms and fields as one listing: first the list of farms, then that of fields. A host that
/// returns 403 or 404 for the list of farms does not have it (only its successor documents it); the
/// farms are then taken from the fields, without names.
///
/// Trimble has no signatures. The signature is used to store whether the host has the list of
/// farms, so that it is requested again only in a full reading.
final class FieldsListing {
  private static final String WITHOUT_FARMS = "without-farms";

  private final BookmarkListing<FieldDataRecord> farms;
  private final BookmarkListing<FieldDataRecord> fields;
  private final BookmarkListing<FieldDataRecord> fieldsAlone;

  FieldsListing(TrimbleClient client, TrimbleMapper mapper, String providerOrgId) {
    String path = TrimbleClient.resources(providerOrgId, "fields");
    this.farms =
        new BookmarkListing<>(
                client, TrimbleClient.resources(providerOrgId, "farms"), mapper::farms)
            .optional();
    this.fields = new BookmarkListing<>(client, path, mapper::fields);
    this.fieldsAlone = new BookmarkListing<>(client, path, mapper::fieldsWithFarms);
  }

  Fetch<FieldDataRecord> fetch(ProviderSession session, Cursor from) throws InterruptedException {
    return switch (from) {
      case Cursor.StartIfChanged(String known) when known.equals(WITHOUT_FARMS) ->
          page(session, FieldsPosition.firstOf(FieldsStage.FIELDS_ALONE));
      case Cursor.Start _, Cursor.StartIfChanged _ -> first(session);
      case Cursor.Continue(String position) -> page(session, FieldsPosition.parse(position));
    };
  }

  private Fetch<FieldDataRecord> first(ProviderSession session) throws InterruptedException {
    Fetch<FieldDataRecord> first = page(session, FieldsPosition.firstOf(FieldsStage.FARMS));
    return first instanceof Fetch.Failed<FieldDataRecord>(ProviderFailure.Forbidden _)
        ? page(session, FieldsPosition.firstOf(FieldsStage.FIELDS_ALONE))
        : first;
  }

  private Fetch<FieldDataRecord> page(ProviderSession session, FieldsPosition at)
      throws InterruptedException {
    Fetch<FieldDataRecord> page = listing(at.stage()).page(session, at.page());
    return switch (page) {
      case Fetch.More<FieldDataRecord>(var records, Cursor.Continue(String next)) ->
          new Fetch.More<>(
              records, new FieldsPosition(at.stage(), BookmarkPosition.parse(next)).cursor());
      case Fetch.Last<FieldDataRecord>(var records, _) when at.stage() == FieldsStage.FARMS ->
          new Fetch.More<>(records, FieldsPosition.firstOf(FieldsStage.FIELDS).cursor());
      case Fetch.Last<FieldDataRecord>(var records, _)
          when at.stage() == FieldsStage.FIELDS_ALONE ->
          new Fetch.Last<>(records, WITHOUT_FARMS);
      case Fetch.More<FieldDataRecord> _,
          Fetch.Last<FieldDataRecord> _,
          Fetch.Changed<FieldDataRecord> _,
          Fetch.Unchanged<FieldDataRecord> _,
          Fetch.Incomplete<FieldDataRecord> _,
          Fetch.Failed<FieldDataRecord> _ ->
          page;
    };
  }

  private BookmarkListing<FieldDataRecord> listing(FieldsStage stage) {
    return switch (stage) {
      case FARMS -> farms;
      case FIELDS -> fields;
      case FIELDS_ALONE -> fieldsAlone;
    };
  }
}
