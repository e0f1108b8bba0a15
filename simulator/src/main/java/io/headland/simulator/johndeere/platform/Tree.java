package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.ArchiveFilter;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Organization;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// One kind of record of an organization: its list, and single records by id.
///
/// @param <P> the record with its parents
final class Tree<P extends OrganizationRecord> {
  private final OrganizationRels rel;
  private final String type;
  private final Function<P, String> id;
  private final Body<P> body;
  private final AccessCheck accessCheck;
  private final Listings listings;
  private final Errors errors;

  /// Writes one record.
  interface Body<P> {
    ObjectNode of(Call call, P record);
  }

  /// Selects the records of the organization that belong to a path.
  interface Choice<P> {
    PagedList<P> of(Call call, Organization organization, ArchiveFilter archiveFilter);
  }

  /// Finds the record that a path addresses.
  interface Finder<P> {
    Optional<P> find(Call call, Organization organization);
  }

  Tree(
      OrganizationRels rel,
      String type,
      Function<P, String> id,
      Body<P> body,
      Listings listings,
      Errors errors) {
    this.rel = rel;
    this.type = type;
    this.id = id;
    this.body = body;
    this.accessCheck = new AccessCheck(errors);
    this.listings = listings;
    this.errors = errors;
  }

  /// A list that supports signatures.
  Route signed(Choice<P> choice) {
    return Route.axiom(call -> list(call, choice, listings::signedPages));
  }

  /// A list for which no recorded traffic shows whether it supports signatures.
  Route optionallySigned(Choice<P> choice) {
    return Route.axiom(call -> list(call, choice, listings::optionallySigned));
  }

  /// A list without signatures.
  Route plain(Choice<P> choice) {
    return Route.axiom(
        call -> list(call, choice, (it, items) -> listings.pages(it, Errors.AXIOM_UTF8, items)));
  }

  Route one(Finder<P> finder) {
    return Route.axiom(
        call ->
            accessCheck.toRecords(
                call,
                rel,
                organization ->
                    finder
                        .find(call, organization)
                        .map(record -> Json.bytes(body.of(call, record)))
                        .map(bytes -> Response.of(200, Errors.AXIOM_UTF8, bytes))
                        .orElseGet(errors::notFound)));
  }

  private Response list(
      Call call, Choice<P> choice, BiFunction<Call, PagedList<Item>, Response> response) {
    return accessCheck.toRecords(
        call,
        rel,
        organization -> {
          Optional<ArchiveFilter> archiveFilter = RecordFilter.of(call);
          if (archiveFilter.isEmpty()) {
            return errors.of(400, "The record filter is not valid.");
          }
          PagedList<Item> items =
              choice
                  .of(call, organization, archiveFilter.get())
                  .map(record -> item(call, organization, record));
          return response.apply(call, items);
        });
  }

  private Item item(Call call, Organization organization, P record) {
    String uri =
        TreeBodies.organization(call, organization) + "/" + rel.path() + "/" + id.apply(record);
    return new Item(id.apply(record), type, uri, () -> body.of(call, record));
  }
}
