package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.Boundary;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationKind;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The field operations of a field, one operation, its measurements and its boundary. They require
/// the scope `ag2`.
final class OperationsApi {
  private static final String FIELD = "organizations/{orgId}/fields/{fieldId}/";
  private static final String ONE = "fieldOperations/{operationId}";
  private static final Duration LONGEST_RANGE = Duration.ofDays(7);

  private final OperationRegistry operations;
  private final Listings listings;
  private final AccessCheck accessCheck;
  private final Errors errors;

  OperationsApi(
      OperationRegistry operations, Listings listings, AccessCheck accessCheck, Errors errors) {
    this.operations = operations;
    this.listings = listings;
    this.accessCheck = accessCheck;
    this.errors = errors;
  }

  void addTo(Routes<Route> routes) {
    routes
        .on("GET", FIELD + "fieldOperations", Route.axiom(this::list))
        .on("GET", ONE, Route.axiom(this::one))
        .on("GET", ONE + "/measurementTypes", Route.axiom(this::measurements))
        .on("GET", ONE + "/measurementTypes/{type}", Route.axiom(this::measurement))
        .on("GET", ONE + "/boundary", Route.axiom(this::boundary))
        .on(
            "GET",
            ONE + "/workNotes",
            Route.axiom(call -> located(call, _ -> list(call, List.of()))))
        // Linked by the real service, which denies it to every caller.
        .on(
            "GET",
            "organizations/{orgId}/fieldOperations",
            Route.axiom(_ -> errors.accessDenied()));
  }

  private Response list(Call call) {
    return accessCheck.toRecords(
        call,
        OrganizationRels.FIELD_OPERATIONS,
        organization ->
            organization
                .fieldData()
                .findField(call.variable("fieldId"))
                .map(place -> list(call, organization, place))
                .orElseGet(errors::notFound));
  }

  private Response list(Call call, Organization organization, FieldWithParents place) {
    List<Item> items =
        operations.of(organization, place).stream()
            .filter(filter(call))
            .map(one -> item(call, new OperationRegistry.Located(organization, place, one)))
            .toList();
    return listings.optionallySigned(
        call, call.now().switches().operationForms().signatures(), PagedList.of(items));
  }

  private Response list(Call call, List<Item> items) {
    return listings.pages(call, Errors.AXIOM_UTF8, PagedList.of(items));
  }

  private static Item item(Call call, OperationRegistry.Located located) {
    return new Item(
        OperationBody.id(call, located.operation()),
        "FieldOperation",
        OperationBody.self(call, located),
        () -> OperationBody.of(call, located));
  }

  /// The filters of the query.
  ///
  /// @throws RefusedException when one is not valid
  private static java.util.function.Predicate<FieldOperation> filter(Call call) {
    Optional<String> season = call.parameters().findText("cropSeason");
    Optional<String> type = call.parameters().findText("fieldOperationType");
    if (type.filter(t -> !t.equals("CARTING") && OperationKind.find(t).isEmpty()).isPresent()) {
      throw RefusedException.rule("fieldOperationType", type.get(), "The type is not valid.");
    }
    Optional<Instant> from = date(call, "startDate");
    Optional<Instant> to = date(call, "endDate");
    requireRange(call, from, to);
    return operation ->
        season.filter(s -> !s.equals(Integer.toString(operation.season()))).isEmpty()
            && type.filter(t -> !t.equals(operation.kind().name())).isEmpty()
            && from.filter(operation.endDate()::isBefore).isEmpty()
            && to.filter(operation.startDate()::isAfter).isEmpty();
  }

  private static void requireRange(Call call, Optional<Instant> from, Optional<Instant> to) {
    boolean week =
        call.now().switches().operationForms().dateRange() == OperationForms.DateRange.SEVEN_DAYS;
    if (week
        && from.isPresent()
        && to.isPresent()
        && Duration.between(from.get(), to.get()).compareTo(LONGEST_RANGE) > 0) {
      throw RefusedException.rule(
          "endDate", to.get().toString(), "The range must not exceed seven days.");
    }
  }

  private static Optional<Instant> date(Call call, String name) {
    Optional<String> text = call.parameters().findText(name);
    try {
      return text.map(
          t ->
              t.length() == 10
                  ? LocalDate.parse(t).atStartOfDay(ZoneOffset.UTC).toInstant()
                  : Instant.parse(t));
    } catch (DateTimeParseException _) {
      throw RefusedException.rule(name, text.orElse(""), "The date is not valid.");
    }
  }

  /// Finds the operation of a call and checks the access to its organization.
  Response located(Call call, Function<OperationRegistry.Located, Response> response) {
    return operations
        .find(call.world(), call.variable("operationId"))
        .map(
            found ->
                accessCheck.toRecordsOf(
                    call,
                    found.organization(),
                    OrganizationRels.FIELD_OPERATIONS,
                    _ -> response.apply(found)))
        .orElseGet(errors::notFound);
  }

  private Response one(Call call) {
    return located(call, found -> json(OperationBody.of(call, found)));
  }

  private Response measurements(Call call) {
    return located(
        call,
        found ->
            list(
                call,
                MeasurementBody.names(found.operation().kind()).stream()
                    .map(
                        name ->
                            new Item(
                                name,
                                "FieldOperationMeasurement",
                                OperationBody.self(call, found) + "/measurementTypes/" + name,
                                () -> MeasurementBody.one(call, found, name)))
                    .toList()));
  }

  private Response measurement(Call call) {
    String name = call.variable("type");
    return located(
        call,
        found ->
            MeasurementBody.names(found.operation().kind()).contains(name)
                ? json(MeasurementBody.one(call, found, name))
                : errors.notFound());
  }

  /// The active boundary of the field, without an id and an area, as documented.
  private Response boundary(Call call) {
    return located(
        call,
        found -> {
          Optional<Boundary> active = found.field().findActiveBoundary();
          if (active.isEmpty()) {
            return errors.notFound();
          }
          ObjectNode body =
              BoundaryBody.of(
                  call,
                  new OrganizationRecord.OrganizationBoundary(
                      OrganizationRecord.OrganizationField.of(found.organization(), found.place()),
                      active.get()));
          body.remove(List.of("id", "area", "workableArea"));
          return json(body);
        });
  }

  private static Response json(ObjectNode body) {
    return Response.of(200, Errors.AXIOM_UTF8, Json.bytes(body));
  }
}
