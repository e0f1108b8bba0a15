package io.headland.server.provider.johndeere;

import io.headland.server.provider.OrganizationRecord;
import io.headland.server.provider.johndeere.ConnectionLinks.Connection;
import io.headland.server.provider.johndeere.Reading.Read;
import io.headland.server.provider.johndeere.Reading.Unreadable;
import io.headland.server.upstream.AnswerBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON of the platform API in, records out.
final class JohnDeereMapper {
  /// A page of a whole listing. Deleted organizations, which only a listing of changes should name,
  /// are left out.
  Reading<OrganizationsPage> page(AnswerBody body) {
    return switch (WireJson.read(body, OrganizationsBody.class)) {
      case Unreadable(String why) -> new Unreadable<>(why);
      case Read(OrganizationsBody listing) -> page(listing);
    };
  }

  /// One organization, which comes without an envelope.
  Reading<OrganizationRecord> organization(AnswerBody body) {
    return switch (WireJson.read(body, OrganizationBody.class)) {
      case Unreadable(String why) -> new Unreadable<>(why);
      case Read(OrganizationBody organization) ->
          toRecord(organization)
              .<Reading<OrganizationRecord>>map(Read::new)
              .orElseGet(JohnDeereMapper::withoutId);
    };
  }

  private static Reading<OrganizationsPage> page(OrganizationsBody listing) {
    // An answer of status 200 may hold an error instead of a listing.
    if (listing.values() == null) {
      return new Unreadable<>("no values");
    }
    List<OrganizationRecord> organizations = new ArrayList<>();
    for (OrganizationBody organization : listing.values()) {
      Optional<OrganizationRecord> record = toRecord(organization);
      if (record.isEmpty()) {
        return withoutId();
      }
      record.filter(_ -> !isDeleted(organization)).ifPresent(organizations::add);
    }
    return withNextLink(organizations, find(links(listing.links()), "nextPage"));
  }

  private static Reading<OrganizationsPage> withNextLink(
      List<OrganizationRecord> organizations, Optional<LinkBody> next) {
    String uri = next.map(LinkBody::uri).orElse("");
    return next.isPresent() && uri.isBlank()
        ? new Unreadable<>("a nextPage link without a URI")
        : new Read<>(new OrganizationsPage(organizations, uri));
  }

  private static <T> Reading<T> withoutId() {
    return new Unreadable<>("an organization without an id");
  }

  private static Optional<OrganizationRecord> toRecord(@Nullable OrganizationBody organization) {
    if (organization == null || organization.id() == null || organization.id().isBlank()) {
      return Optional.empty();
    }
    Connection connection = ConnectionLinks.read(links(organization.links()));
    return Optional.of(
        new OrganizationRecord(
            organization.id(),
            Objects.requireNonNullElse(organization.name(), ""),
            connection.access(),
            connection.managementUri(),
            java.util.Set.of()));
  }

  private static boolean isDeleted(@Nullable OrganizationBody organization) {
    return organization != null && find(links(organization.links()), "delete").isPresent();
  }

  private static Optional<LinkBody> find(List<LinkBody> links, String rel) {
    return links.stream().filter(link -> rel.equals(link.rel())).findFirst();
  }

  private static List<LinkBody> links(@Nullable List<@Nullable LinkBody> links) {
    return links == null ? List.of() : links.stream().filter(Objects::nonNull).toList();
  }
}
