package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// One kind of record beneath an organization: listed, filtered, and got by its id.
///
/// @param <P> the record with what it lies beneath
final class Tree<P extends Placed> {
  private final OrganizationRels rel;
  private final Function<Organization, Stream<P>> records;
  private final Function<P, String> id;
  private final Predicate<P> archived;
  private final Body<P> body;
  private final Gate gate;
  private final Listings listings;
  private final Errors errors;

  /// Writes one record.
  interface Body<P> {
    ObjectNode of(Call call, P record);
  }

  Tree(
      OrganizationRels rel,
      Function<Organization, Stream<P>> records,
      Function<P, String> id,
      Predicate<P> archived,
      Body<P> body,
      Listings listings,
      Errors errors) {
    this.rel = rel;
    this.records = records;
    this.id = id;
    this.archived = archived;
    this.body = body;
    this.gate = new Gate(errors);
    this.listings = listings;
    this.errors = errors;
  }

  /// A list that takes signatures.
  Route signed(Narrowing<P> narrowing) {
    return Route.axiom(call -> list(call, narrowing, true));
  }

  /// A list that takes none.
  Route plain(Narrowing<P> narrowing) {
    return Route.axiom(call -> list(call, narrowing, false));
  }

  /// One record, by the variable of the route that holds its id.
  Route one(String variable, Narrowing<P> narrowing) {
    return Route.axiom(
        call ->
            gate.beneath(
                call,
                rel,
                organization ->
                    records
                        .apply(organization)
                        .filter(record -> id.apply(record).equals(call.variable(variable)))
                        .filter(record -> narrowing.keeps(call, record))
                        .findFirst()
                        .map(record -> Json.bytes(body.of(call, record)))
                        .map(bytes -> Response.of(200, Errors.AXIOM_UTF8, bytes))
                        .orElseGet(errors::notFound)));
  }

  /// Which records of the organization belong to an address.
  interface Narrowing<P> {
    boolean keeps(Call call, P record);
  }

  private Response list(Call call, Narrowing<P> narrowing, boolean takesSignature) {
    return gate.beneath(
        call,
        rel,
        organization -> {
          Optional<RecordFilter> filter = RecordFilter.of(call);
          if (filter.isEmpty()) {
            return errors.of(400, "The record filter is not valid.");
          }
          return takesSignature
              ? listings.signed(call, () -> items(call, organization, narrowing, filter.get()))
              : listings.plain(
                  call,
                  Errors.AXIOM_UTF8,
                  () -> items(call, organization, narrowing, filter.get()));
        });
  }

  private List<Item> items(
      Call call, Organization organization, Narrowing<P> narrowing, RecordFilter filter) {
    return records
        .apply(organization)
        .filter(record -> filter.shows(archived.test(record)))
        .filter(record -> narrowing.keeps(call, record))
        .map(record -> item(call, organization, record))
        .toList();
  }

  private Item item(Call call, Organization organization, P record) {
    String uri =
        TreeBodies.organization(call, organization) + "/" + rel.path() + "/" + id.apply(record);
    String type =
        switch (record) {
          case Placed.PlacedClient _ -> "Client";
          case Placed.PlacedFarm _ -> "Farm";
          case Placed.PlacedField _ -> "Field";
          case Placed.PlacedBoundary _ -> "Boundary";
        };
    return new Item(id.apply(record), type, uri, () -> body.of(call, record));
  }
}
