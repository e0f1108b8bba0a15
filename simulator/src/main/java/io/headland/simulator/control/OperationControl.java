package io.headland.simulator.control;

import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.johndeere.JohnDeere;
import io.headland.simulator.johndeere.events.DataSubscriptions;
import io.headland.simulator.johndeere.operations.FieldOperation;
import io.headland.simulator.johndeere.operations.OperationRegistry;
import io.headland.simulator.johndeere.operations.Totals;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.traffic.CallCounter;
import io.headland.simulator.traffic.CallCounts;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/// Changes the field operations of one organization. Each change is sent to the subscriptions for
/// field operations.
///
/// A method that is given the id of a record that does not exist throws [NoSuchElementException].
public final class OperationControl {
  private final LiveWorld live;
  private final JohnDeere site;
  private final CallCounter counter;
  private final String orgId;

  /// How many calls concerned one operation, by any user.
  ///
  /// @param reads of the operation, its measurements and its boundary
  /// @param exports requests for an export
  /// @param downloads of a complete export
  public record Calls(long reads, long exports, long downloads) {}

  OperationControl(LiveWorld live, JohnDeere site, CallCounter counter, String orgId) {
    this.live = live;
    this.site = site;
    this.counter = counter;
    this.orgId = orgId;
  }

  /// The operations of a field, the earliest first.
  public List<FieldOperation> of(String fieldId) {
    return operations().of(organization(), place(fieldId));
  }

  /// The id of an operation, in the form that is set.
  public String id(FieldOperation operation) {
    return live.switches().operationForms().ids() == OperationForms.Ids.UUID
        ? operation.key().uuid()
        : operation.key().base64();
  }

  /// The sums over the points of an operation.
  public Totals totals(String id) {
    return Totals.of(require(id));
  }

  /// The calls for an operation since the start or the last clearing of the counters.
  public Calls calls(String id) {
    CallCounts counts = counter.read();
    return new Calls(
        sum(counts, "GET /platform/fieldOperations/" + id),
        sum(counts, "GET /platform/fieldOps/" + id),
        sum(counts, "GET /storage/exports/" + id + ".zip"));
  }

  private static long sum(CallCounts counts, String call) {
    return counts.byCall().entrySet().stream()
        .filter(
            entry -> entry.getKey().startsWith(call + " ") || entry.getKey().startsWith(call + "/"))
        .mapToLong(entry -> entry.getValue().calls())
        .sum();
  }

  /// Adds an operation.
  ///
  /// @return its id
  public String add(String fieldId, OperationRegistry.NewOperation wanted) {
    FieldWithParents place = place(fieldId);
    FieldOperation added = operations().add(organization(), place, wanted);
    announce(new OperationRegistry.Located(organization(), place, added));
    return id(added);
  }

  /// Updates the time of modification alone.
  public void touch(String id) {
    change(id, operation -> operation);
  }

  /// Changes an operation and its time of modification.
  public void change(String id, UnaryOperator<FieldOperation> change) {
    String known = id(require(id).operation());
    announce(operations().change(known, change));
  }

  public void remove(String id) {
    String known = id(require(id).operation());
    announce(operations().remove(known));
  }

  /// Sends a notification without a change.
  public void announce(String id) {
    announce(require(id));
  }

  private void announce(OperationRegistry.Located located) {
    FieldOperation operation = located.operation();
    site.events()
        .operationChanged(
            new DataSubscriptions.ChangedOperation(
                orgId,
                located.field().id(),
                id(operation),
                operation.kind().word(),
                operation.season()));
  }

  private OperationRegistry operations() {
    return site.operations();
  }

  private OperationRegistry.Located require(String id) {
    return operations()
        .find(live.world(), id)
        .filter(found -> found.organization().id().equals(orgId))
        .orElseThrow(() -> new NoSuchElementException("there is no operation '" + id + "'"));
  }

  private Organization organization() {
    return live.world()
        .findOrganization(orgId)
        .orElseThrow(() -> new NoSuchElementException("there is no organization '" + orgId + "'"));
  }

  private FieldWithParents place(String fieldId) {
    return organization()
        .fieldData()
        .findField(fieldId)
        .orElseThrow(() -> new NoSuchElementException("there is no field '" + fieldId + "'"));
  }
}
