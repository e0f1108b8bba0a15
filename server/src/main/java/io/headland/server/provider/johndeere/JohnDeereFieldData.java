package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ProviderResponse;
import io.headland.server.platform.providerhttp.ProviderResponse.Complete;
import io.headland.server.provider.AccessLookup;
import io.headland.server.provider.Cursor;
import io.headland.server.provider.Fetch;
import io.headland.server.provider.FieldDataListing;
import io.headland.server.provider.FieldDataRecord;
import io.headland.server.provider.ProviderFailure;
import io.headland.server.provider.ProviderSession;
import io.headland.server.provider.RecordKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The listings of an organization's field data.
final class JohnDeereFieldData {
  private static final String CLIENTS = "clients";
  private static final String FARMS = "farms";
  private static final String FIELDS = "fields";

  private final JohnDeereClient client;
  private final FieldDataMapper mapper = new FieldDataMapper();

  JohnDeereFieldData(JohnDeereClient client) {
    this.client = client;
  }

  /// Boundaries are embedded in fields, so they cannot be read without the permission for fields.
  static List<FieldDataListing> listings(Set<RecordKind> denied) {
    List<FieldDataListing> listings = new ArrayList<>();
    if (!denied.contains(RecordKind.GROWER)) {
      listings.add(new FieldDataListing(CLIENTS, Set.of(RecordKind.GROWER)));
    }
    if (!denied.contains(RecordKind.FARM)) {
      listings.add(new FieldDataListing(FARMS, Set.of(RecordKind.FARM)));
    }
    if (!denied.contains(RecordKind.FIELD)) {
      Set<RecordKind> covers = EnumSet.of(RecordKind.FIELD, RecordKind.BOUNDARY);
      covers.removeAll(denied);
      listings.add(new FieldDataListing(FIELDS, covers));
    }
    return List.copyOf(listings);
  }

  /// A page of one record is sufficient.
  AccessLookup lookUpAccess(ProviderSession session, String providerOrgId, RecordKind kind)
      throws InterruptedException {
    String list =
        switch (kind) {
          case GROWER -> CLIENTS;
          case FARM -> FARMS;
          case FIELD -> FIELDS;
          case BOUNDARY -> "boundaries";
        };
    ProviderResponse response =
        client.get(
            session,
            JohnDeereClient.pathOf(providerOrgId) + "/" + list + "?pageOffset=0&itemLimit=1");
    if (response instanceof Complete(int status, _, _) && status / 100 == 2) {
      return new AccessLookup.Permitted();
    }
    return switch (JohnDeereFailures.of(response)) {
      case ProviderFailure.Forbidden _, ProviderFailure.NotFound _ -> new AccessLookup.Denied();
      case ProviderFailure failure -> new AccessLookup.Failed(failure);
    };
  }

  Fetch<FieldDataRecord> fetch(
      ProviderSession session, String providerOrgId, FieldDataListing listing, Cursor from)
      throws InterruptedException {
    String organization = JohnDeereClient.pathOf(providerOrgId);
    return switch (listing.name()) {
      case CLIENTS ->
          new SignedListing<>(client, organization + "/clients", mapper::growers)
              .fetch(session, from);
      case FARMS ->
          new SignedListing<>(client, organization + "/farms", mapper::farms).fetch(session, from);
      case FIELDS ->
          new FieldListing(
                  client, mapper, providerOrgId, listing.covers().contains(RecordKind.BOUNDARY))
              .fetch(session, from);
      default -> throw new IllegalArgumentException("There is no listing " + listing.name());
    };
  }
}
