package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.OrganizationAccess;
import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.Reading;
import io.headland.server.provider.Reading.Read;
import io.headland.server.provider.Reading.Unreadable;
import io.headland.server.provider.RecordKind;
import io.headland.server.provider.WireJson;
import io.headland.server.provider.WireRecord;
import io.headland.server.provider.johndeere.ConnectionLinks.Connection;
import io.headland.server.provider.johndeere.OrganizationBody.OrganizationsBody;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Maps the JSON of organizations to records.
final class JohnDeereMapper {
  /// The link to each kind. A connected organization without the link may nevertheless permit the
  /// kind: Deere's sample response has no such link.
  private static final Map<RecordKind, String> RELS =
      Map.of(
          RecordKind.GROWER, "clients",
          RecordKind.FARM, "farms",
          RecordKind.FIELD, "fields",
          RecordKind.BOUNDARY, "boundaries");

  /// A page of a listing.
  Reading<ListingPage<OrganizationRecord>> page(ResponseBody body) {
    return WireJson.readList(body, "values", OrganizationsBody.class)
        .then(OrganizationsBody::page)
        .map(
            page ->
                page.withRecords(page.records().stream().map(JohnDeereMapper::toRecord).toList()));
  }

  /// One organization, without an envelope.
  Reading<OrganizationRecord> organization(ResponseBody body) {
    return WireJson.read(body, OrganizationBody.class)
        .then(
            organization ->
                Objects.requireNonNullElse(organization.id(), "").isBlank()
                    ? new Unreadable<>("an organization without an id")
                    : new Read<>(toRecord(organization)));
  }

  private static OrganizationRecord toRecord(WireRecord<OrganizationBody> organization) {
    OrganizationRecord read =
        organization.body() == null ? OrganizationRecord.UNREADABLE : toRecord(organization.body());
    return read.with(organization.mismatches());
  }

  private static OrganizationRecord toRecord(OrganizationBody organization) {
    List<LinkBody> links = LinkBody.all(organization.links());
    Connection connection = ConnectionLinks.read(links);
    return new OrganizationRecord(
        Objects.requireNonNullElse(organization.id(), "").strip(),
        Objects.requireNonNullElse(organization.name(), ""),
        connection.access(),
        connection.managementUri(),
        connection.access() == OrganizationAccess.CONNECTED ? unlinked(links) : Set.of());
  }

  private static Set<RecordKind> unlinked(List<LinkBody> links) {
    return RELS.entrySet().stream()
        .filter(kind -> links.stream().noneMatch(link -> kind.getValue().equals(link.rel())))
        .map(Entry::getKey)
        .collect(Collectors.toSet());
  }
}
