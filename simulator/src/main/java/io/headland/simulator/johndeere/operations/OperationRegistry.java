package io.headland.simulator.johndeere.operations;

import io.headland.simulator.fielddata.Field;
import io.headland.simulator.fielddata.FieldWithParents;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Organization;
import io.headland.simulator.johndeere.world.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The operations of all fields: those of the [OperationPlan], and what was added, changed and
/// removed since. Only the differences are stored.
public final class OperationRegistry {
  /// An operation with the field to which it belongs.
  public record Located(
      Organization organization, FieldWithParents place, FieldOperation operation) {
    public Field field() {
      return place.field();
    }
  }

  /// The first number of operations that were added.
  private static final int FIRST_ADDED = 128;

  private static final int LAST_ADDED = 255;

  private record FieldKey(long organization, int slot) {}

  private final LiveWorld live;
  private final InstantSource clock;
  private final ExportFolder folder;
  private final MachineryRegistry machinery = new MachineryRegistry();
  private final Map<FieldKey, Map<Integer, Optional<FieldOperation>>> edits =
      new ConcurrentHashMap<>();

  public OperationRegistry(LiveWorld live, InstantSource clock, ExportFolder folder) {
    this.live = live;
    this.clock = clock;
    this.folder = folder;
  }

  public MachineryRegistry machinery() {
    return machinery;
  }

  /// The operations of a field, the earliest first.
  public List<FieldOperation> of(Organization organization, FieldWithParents place) {
    int slot = organization.fieldData().slotOf(place.field().id());
    FieldKey key = new FieldKey(Long.parseLong(organization.id()), slot);
    List<FieldOperation> planned = planned(key, place.field());
    Map<Integer, Optional<FieldOperation>> edited = edits.getOrDefault(key, Map.of());
    List<FieldOperation> all = new ArrayList<>();
    planned.stream().filter(o -> !edited.containsKey(o.key().number())).forEach(all::add);
    edited.values().forEach(one -> one.ifPresent(all::add));
    all.sort(
        Comparator.comparing(FieldOperation::startDate).thenComparingInt(o -> o.key().number()));
    return all;
  }

  private List<FieldOperation> planned(FieldKey key, Field field) {
    if (!folder.isEmpty()) {
      return folder.of(key.organization(), key.slot(), field);
    }
    OperationForms forms = live.switches().operationForms();
    return OperationPlan.of(key.organization(), key.slot(), field, forms.seasons(), forms.points());
  }

  /// The operation with that id, in any organization.
  public Optional<Located> find(World world, String id) {
    return OperationKey.parse(id).flatMap(key -> find(world, key));
  }

  private Optional<Located> find(World world, OperationKey key) {
    return world
        .findOrganization(Long.toString(key.organization()))
        .filter(organization -> !organization.removed())
        .flatMap(
            organization ->
                organization
                    .fieldData()
                    .fieldAt(key.field())
                    .flatMap(
                        place ->
                            of(organization, place).stream()
                                .filter(operation -> operation.key().equals(key))
                                .findFirst()
                                .map(found -> new Located(organization, place, found))));
  }

  /// Adds an operation that begins at a time.
  public synchronized FieldOperation add(
      Organization organization, FieldWithParents place, NewOperation wanted) {
    int slot = organization.fieldData().slotOf(place.field().id());
    FieldKey field = new FieldKey(Long.parseLong(organization.id()), slot);
    Map<Integer, Optional<FieldOperation>> known =
        edits.computeIfAbsent(field, _ -> new ConcurrentHashMap<>());
    int number =
        Math.max(
            FIRST_ADDED, 1 + known.keySet().stream().mapToInt(Integer::intValue).max().orElse(0));
    if (number > LAST_ADDED) {
      throw new IllegalArgumentException("no more operations can be added to this field");
    }
    double hectares =
        place.field().findActiveBoundary().map(boundary -> boundary.hectares()).orElse(0.0);
    FieldOperation added =
        new FieldOperation(
            new OperationKey(field.organization(), slot, number),
            wanted.kind(),
            wanted.season(),
            wanted.crop(),
            wanted.startDate(),
            OperationPlan.duration(wanted.kind(), hectares),
            clock.instant(),
            wanted.kind().hasPoints() ? wanted.points() : 0,
            Optional.empty());
    store(added);
    return added;
  }

  /// What a new operation is to be.
  public record NewOperation(
      OperationKind kind, int season, Crop crop, Instant startDate, int points) {}

  /// Changes an operation; its `modifiedTime` becomes the current time.
  ///
  /// @throws NoSuchElementException when there is no such operation
  public synchronized Located change(String id, UnaryOperator<FieldOperation> change) {
    Located before = require(id);
    FieldOperation changed = change.apply(before.operation()).touched(clock.instant());
    store(changed);
    return new Located(before.organization(), before.place(), changed);
  }

  /// Removes an operation and returns it.
  public synchronized Located remove(String id) {
    Located before = require(id);
    OperationKey key = before.operation().key();
    edits
        .computeIfAbsent(fieldOf(key), _ -> new ConcurrentHashMap<>())
        .put(key.number(), Optional.empty());
    invalidateRendered();
    return before;
  }

  private Located require(String id) {
    return find(live.world(), id)
        .orElseThrow(() -> new NoSuchElementException("there is no operation '" + id + "'"));
  }

  private void store(FieldOperation operation) {
    OperationKey key = operation.key();
    edits
        .computeIfAbsent(fieldOf(key), _ -> new ConcurrentHashMap<>())
        .put(key.number(), Optional.of(operation));
    invalidateRendered();
  }

  /// A new revision of the world discards responses that were rendered before.
  private void invalidateRendered() {
    World _ = live.change(world -> world);
  }

  private static FieldKey fieldOf(OperationKey key) {
    return new FieldKey(key.organization(), key.field());
  }
}
