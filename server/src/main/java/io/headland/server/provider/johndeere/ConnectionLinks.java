package io.headland.server.provider.johndeere;

import static io.headland.server.provider.OrganizationAccess.CONNECTED;
import static io.headland.server.provider.OrganizationAccess.NOT_CONNECTED;
import static io.headland.server.provider.OrganizationAccess.SCOPE_MISSING;

import io.headland.server.provider.OrganizationAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Determines from an organization's links whether it is connected to the application, and the page
/// on which this is changed.
final class ConnectionLinks {
  record Connection(OrganizationAccess access, String managementUri) {}

  /// Links to readable resources. Links that only add, send or activate give no information, and
  /// neither does `self`, which an organization always has.
  private static final Set<String> RESOURCES =
      Set.of(
          "assets",
          "boundaries",
          "chemicals",
          "clients",
          "controllers",
          "displays",
          "farms",
          "fertilizers",
          "fieldGuidSearch",
          "fieldOperation",
          "fields",
          "files",
          "flagCategory",
          "flags",
          "implements",
          "machines",
          "notifications",
          "operators",
          "organizationMaintenancePlans",
          "preferences",
          "staff",
          "tankMixes",
          "tasks",
          "transferableFiles",
          "varieties",
          "wdtCapableMachines");

  private ConnectionLinks() {}

  /// The rel is decisive. If Deere renames it, the page of the URI gives the same information.
  static Connection read(List<LinkBody> links) {
    return findBy(links, rel("manage_connections"), CONNECTED)
        .or(() -> findBy(links, rel("connections"), NOT_CONNECTED))
        .or(() -> findBy(links, page("/connections-dialog"), CONNECTED))
        .or(() -> findBy(links, page("/select-organizations"), NOT_CONNECTED))
        .orElseGet(() -> new Connection(accessWithoutConnectionLink(links), ""));
  }

  private static OrganizationAccess accessWithoutConnectionLink(List<LinkBody> links) {
    boolean readable = links.stream().map(LinkBody::rel).anyMatch(ConnectionLinks::isResource);
    return readable ? CONNECTED : SCOPE_MISSING;
  }

  private static boolean isResource(@Nullable String rel) {
    return rel != null && RESOURCES.contains(rel);
  }

  private static Optional<Connection> findBy(
      List<LinkBody> links, Predicate<LinkBody> kind, OrganizationAccess access) {
    return links.stream()
        .filter(kind)
        .findFirst()
        .map(link -> new Connection(access, link.uri() == null ? "" : link.uri()));
  }

  private static Predicate<LinkBody> rel(String rel) {
    return link -> rel.equals(link.rel());
  }

  private static Predicate<LinkBody> page(String page) {
    return link -> link.uri() != null && link.uri().contains(page);
  }
}
