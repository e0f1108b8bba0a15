package io.headland.simulator.fielddata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The clients, farms, fields and boundaries of one organization. Each version is immutable; the
/// cost of a change and of a page does not depend on the number of records. Lists are in the order
/// in which records were added.
public final class FieldData {
  private final FieldDataOrigin origin;
  private final Table<ClientRow> clients;
  private final Table<FarmRow> farms;
  private final Table<FieldRow> fields;
  private final AddedRecords addedRecords;
  private final FieldDataTree tree;

  private FieldData(
      FieldDataOrigin origin,
      Table<ClientRow> clients,
      Table<FarmRow> farms,
      Table<FieldRow> fields,
      AddedRecords addedRecords) {
    this.origin = origin;
    this.clients = clients;
    this.farms = farms;
    this.fields = fields;
    this.addedRecords = addedRecords;
    this.tree = new FieldDataTree(clients, farms, fields, addedRecords);
  }

  private static FieldData from(FieldDataOrigin origin) {
    return new FieldData(
        origin,
        Table.of(origin.clients(), EntryCounts::of),
        Table.of(origin.farms(), EntryCounts::of),
        Table.of(origin.fields(), EntryCounts::of),
        AddedRecords.NONE);
  }

  public static FieldData of(List<Client> clients) {
    return from(new ExplicitFieldData(clients));
  }

  /// Generates field data with the given number of fields; the same seed and owner give the same
  /// data.
  public static FieldData generate(long seed, String owner, int fieldCount) {
    return from(new GeneratedFieldData(seed, owner, fieldCount, GeneratedFieldData.Style.MIXED));
  }

  /// Generates field data in which field names are unique and no field is archived.
  public static FieldData generatePlain(long seed, String owner, int fieldCount) {
    return from(new GeneratedFieldData(seed, owner, fieldCount, GeneratedFieldData.Style.PLAIN));
  }

  public int countClients(ArchiveFilter archiveFilter) {
    return clients.count(EntryCounts.records(archiveFilter));
  }

  public int countFarms(ArchiveFilter archiveFilter) {
    return farms.count(EntryCounts.records(archiveFilter));
  }

  public int countFields(ArchiveFilter archiveFilter) {
    return fields.count(EntryCounts.records(archiveFilter));
  }

  public int countBoundaries(ArchiveFilter archiveFilter) {
    return fields.count(EntryCounts.boundaries(archiveFilter));
  }

  public List<ClientRow> clients(ArchiveFilter archiveFilter, int from, int to) {
    return clients.slice(from, to, EntryCounts.records(archiveFilter)).stream()
        .map(Table.Part::row)
        .toList();
  }

  public List<FieldWithParents.FarmWithClient> farms(
      ArchiveFilter archiveFilter, int from, int to) {
    return farms.slice(from, to, EntryCounts.records(archiveFilter)).stream()
        .map(part -> farmWithClient(part.row()))
        .toList();
  }

  public List<FieldWithParents> fields(ArchiveFilter archiveFilter, int from, int to) {
    return fields.slice(from, to, EntryCounts.records(archiveFilter)).stream()
        .map(part -> fieldWithParents(part.row()))
        .toList();
  }

  public List<FieldWithParents.BoundaryWithField> boundaries(
      ArchiveFilter archiveFilter, int from, int to) {
    return boundaries(archiveFilter, fields.slice(from, to, EntryCounts.boundaries(archiveFilter)));
  }

  /// The number of boundaries in use: not archived, of fields that are not archived.
  public int countBoundariesInUse() {
    return fields.count(EntryCounts.BOUNDARIES_IN_USE);
  }

  public List<FieldWithParents.BoundaryWithField> boundariesInUse(int from, int to) {
    return boundaries(ArchiveFilter.ACTIVE, fields.slice(from, to, EntryCounts.BOUNDARIES_IN_USE));
  }

  private List<FieldWithParents.BoundaryWithField> boundaries(
      ArchiveFilter archiveFilter, List<Table.Part<FieldRow>> parts) {
    List<FieldWithParents.BoundaryWithField> found = new ArrayList<>();
    for (Table.Part<FieldRow> part : parts) {
      FieldWithParents fieldWithParents = fieldWithParents(part.row());
      fieldWithParents.field().boundaries().stream()
          .filter(boundary -> archiveFilter.includes(boundary.archived()))
          .skip(part.from())
          .limit(part.to() - (long) part.from())
          .forEach(
              boundary ->
                  found.add(new FieldWithParents.BoundaryWithField(fieldWithParents, boundary)));
    }
    return found;
  }

  public Optional<ClientRow> findClient(String id) {
    return clients.find(clientSlot(id));
  }

  public Optional<FieldWithParents.FarmWithClient> findFarm(String id) {
    return farms.find(farmSlot(id)).map(this::farmWithClient);
  }

  public Optional<FieldWithParents> findField(String id) {
    return fields.find(fieldSlot(id)).map(this::fieldWithParents);
  }

  /// The slot of a field, which it keeps; -1 when there is no such field.
  public int slotOf(String fieldId) {
    return fieldSlot(fieldId);
  }

  public Optional<FieldWithParents> fieldAt(int slot) {
    return slot < 0 ? Optional.empty() : fields.find(slot).map(this::fieldWithParents);
  }

  public List<FieldWithParents.FarmWithClient> farmsOf(String clientId) {
    return tree.farms(clientSlot(clientId)).map(this::farmWithClient).toList();
  }

  public List<FieldWithParents> fieldsOfFarm(String farmId) {
    return tree.fields(farmSlot(farmId)).map(this::fieldWithParents).toList();
  }

  public List<FieldWithParents> fieldsOfClient(String clientId) {
    return tree.fieldsOfClient(clientSlot(clientId)).map(this::fieldWithParents).toList();
  }

  /// All records, nested. The result is large for large organizations.
  public List<Client> nested() {
    return tree.nested();
  }

  private FieldWithParents.FarmWithClient farmWithClient(FarmRow farm) {
    return new FieldWithParents.FarmWithClient(clients.find(farm.client()).orElseThrow(), farm);
  }

  private FieldWithParents fieldWithParents(FieldRow row) {
    FieldWithParents.FarmWithClient farmWithClient =
        farmWithClient(farms.find(row.farm()).orElseThrow());
    return new FieldWithParents(farmWithClient.client(), farmWithClient.farm(), row.field());
  }

  private int clientSlot(String id) {
    return addedRecords.find("client", id).orElseGet(() -> slot(origin.findClient(id)));
  }

  private int farmSlot(String id) {
    return addedRecords.find("farm", id).orElseGet(() -> slot(origin.findFarm(id)));
  }

  private int fieldSlot(String id) {
    return addedRecords.find("field", id).orElseGet(() -> slot(origin.findField(id)));
  }

  private static int slot(OptionalInt found) {
    return found.orElse(-1);
  }

  /// The first client with that name, by a search through all clients.
  public Optional<ClientRow> findClientNamed(String name) {
    return IntStream.range(0, clients.nextSlot())
        .mapToObj(clients::find)
        .flatMap(Optional::stream)
        .filter(row -> row.name().equals(name))
        .findFirst();
  }

  public FieldData withClient(String id, String name) {
    int slot = clients.nextSlot();
    Table<ClientRow> more = clients.added(new ClientRow(id, name, false, SlotRange.NONE));
    return new FieldData(origin, more, farms, fields, addedRecords.with("client", id, slot));
  }

  public FieldData withFarm(String clientId, String id, String name) {
    int client = clientSlot(clientId);
    int slot = farms.nextSlot();
    Table<FarmRow> more = farms.added(new FarmRow(client, id, name, false, SlotRange.NONE));
    AddedRecords noted = addedRecords.with("farm", id, slot).withFarm(client, slot);
    return new FieldData(origin, clients, more, fields, noted);
  }

  public FieldData withField(String farmId, Field field) {
    int farm = farmSlot(farmId);
    int slot = fields.nextSlot();
    Table<FieldRow> more = fields.added(new FieldRow(farm, field));
    AddedRecords noted = addedRecords.with("field", field.id(), slot).withField(farm, slot);
    return new FieldData(origin, clients, farms, more, noted);
  }

  public FieldData withField(String id, UnaryOperator<Field> change) {
    int slot = fieldSlot(id);
    FieldRow row = fields.find(slot).orElseThrow();
    FieldRow changed = new FieldRow(row.farm(), change.apply(row.field()));
    return new FieldData(origin, clients, farms, fields.with(slot, changed), addedRecords);
  }

  public FieldData withClient(String id, UnaryOperator<ClientRow> change) {
    int slot = clientSlot(id);
    ClientRow row = change.apply(clients.find(slot).orElseThrow());
    return new FieldData(origin, clients.with(slot, row), farms, fields, addedRecords);
  }

  public FieldData withFarm(String id, UnaryOperator<FarmRow> change) {
    int slot = farmSlot(id);
    FarmRow row = change.apply(farms.find(slot).orElseThrow());
    return new FieldData(origin, clients, farms.with(slot, row), fields, addedRecords);
  }

  /// Moves a farm, with its fields, to another client.
  public FieldData farmMoved(String farmId, String clientId) {
    int slot = farmSlot(farmId);
    int client = clientSlot(clientId);
    FarmRow row = farms.find(slot).orElseThrow().under(client);
    return new FieldData(
        origin, clients, farms.with(slot, row), fields, addedRecords.withFarm(client, slot));
  }

  public FieldData moved(String fieldId, String farmId) {
    int slot = fieldSlot(fieldId);
    int farm = farmSlot(farmId);
    FieldRow row = new FieldRow(farm, fields.find(slot).orElseThrow().field());
    return new FieldData(
        origin, clients, farms, fields.with(slot, row), addedRecords.withField(farm, slot));
  }

  public FieldData withoutField(String id) {
    return new FieldData(origin, clients, farms, fields.without(fieldSlot(id)), addedRecords);
  }

  /// Removes a field, its farm if that becomes empty, and the client if that becomes empty.
  public FieldData withoutFieldAndEmptyParents(String id) {
    FieldWithParents fieldWithParents = findField(id).orElseThrow();
    FieldData left = withoutField(id);
    left =
        left.fieldsOfFarm(fieldWithParents.farm().id()).isEmpty()
            ? left.withoutFarm(fieldWithParents.farm().id())
            : left;
    return left.farmsOf(fieldWithParents.client().id()).isEmpty()
        ? left.withoutClient(fieldWithParents.client().id())
        : left;
  }

  /// Removes a farm that has no fields.
  public FieldData withoutFarm(String id) {
    return new FieldData(origin, clients, farms.without(farmSlot(id)), fields, addedRecords);
  }

  /// Removes a client that has no farms.
  public FieldData withoutClient(String id) {
    return new FieldData(origin, clients.without(clientSlot(id)), farms, fields, addedRecords);
  }
}
