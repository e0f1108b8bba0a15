package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.johndeere.world.World;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/// Executes a write to the field data of an organization: checks the caller's rights, changes the
/// world in one step, and then sends the events.
final class FieldDataWriter {
  private final LiveWorld live;
  private final DataSubscriptions events;
  private final InstantSource clock;
  private final IdGenerator idGenerator;
  private final AccessCheck accessCheck;
  private final Errors errors;

  private record Done(Response response, List<FieldDataEdit.Change> changes) {}

  FieldDataWriter(
      LiveWorld live,
      DataSubscriptions events,
      InstantSource clock,
      IdGenerator idGenerator,
      AccessCheck accessCheck,
      Errors errors) {
    this.live = live;
    this.events = events;
    this.clock = clock;
    this.idGenerator = idGenerator;
    this.accessCheck = accessCheck;
    this.errors = errors;
  }

  /// Creates a route from a write.
  ///
  /// @param rel the relation that the caller must have access to, besides the scope `ag3`
  Route route(OrganizationRels rel, Write write) {
    return Route.axiom(
        call ->
            accessCheck.toRecords(
                call,
                rel,
                organization ->
                    call.hasScope("ag3")
                        ? respond(call, organization.id(), write)
                        : errors.missingScopes(call)));
  }

  /// One write. It throws [RefusedException] for an invalid request; nothing is changed then.
  interface Write {
    Response apply(Call call, FieldDataEdit edit);
  }

  private Response respond(Call call, String orgId, Write write) {
    Done done = live.changeFor(change(call, orgId, write));
    done.changes().forEach(change -> send(orgId, change));
    return done.response();
  }

  private Function<World, LiveWorld.Changed<Done>> change(Call call, String orgId, Write write) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return world -> {
      Organization organization =
          world.findOrganization(orgId).orElseThrow(RefusedException::notFound);
      FieldDataEdit edit = new FieldDataEdit(organization.fieldData(), idGenerator, now);
      Response response = write.apply(call, edit);
      return new LiveWorld.Changed<>(
          world.with(organization.withFieldData(edit.fieldData())),
          new Done(response, edit.changes()));
    };
  }

  private void send(String orgId, FieldDataEdit.Change change) {
    switch (change) {
      case FieldDataEdit.Change.ClientChange(String id) -> events.clientChanged(orgId, id);
      case FieldDataEdit.Change.FarmChange(String id) -> events.farmChanged(orgId, id);
      case FieldDataEdit.Change.FieldChange(String id) -> events.fieldChanged(orgId, id);
      case FieldDataEdit.Change.BoundaryChange(String fieldId, String id) ->
          events.boundaryChanged(orgId, fieldId, id);
    }
  }

  /// The response to a create: status `documented` if John Deere's document gives a status other
  /// than the recorded 201.
  static Response created(Call call, int documented, String path) {
    boolean asRecorded = call.now().switches().writeStatus() == Switches.WriteStatus.RECORDED;
    String uri = call.uri("/organizations/" + call.variable("orgId") + path);
    return Response.empty(asRecorded ? 201 : documented).with("Location", uri);
  }

  /// The response to an update or a deletion.
  static Response done(Call call, int documented) {
    boolean asRecorded = call.now().switches().writeStatus() == Switches.WriteStatus.RECORDED;
    return Response.empty(asRecorded ? 204 : documented);
  }
}
