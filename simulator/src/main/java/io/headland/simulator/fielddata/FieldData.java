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
  private final Newcomers newcomers;
  private final FieldDataTree tree;

  private FieldData(
      FieldDataOrigin origin,
      Table<ClientRow> clients,
      Table<FarmRow> farms,
      Table<FieldRow> fields,
      Newcomers newcomers) {
    this.origin = origin;
    this.clients = clients;
    this.farms = farms;
    this.fields = fields;
    this.newcomers = newcomers;
    this.tree = new FieldDataTree(clients, farms, fields, newcomers);
  }

  private static FieldData from(FieldDataOrigin origin) {
    return new FieldData(
        origin,
        Table.of(origin.clients(), Tallies::of),
        Table.of(origin.farms(), Tallies::of),
        Table.of(origin.fields(), Tallies::of),
        Newcomers.NONE);
  }

  public static FieldData of(List<Client> clients) {
    return from(new GivenFieldData(clients));
  }

  /// Generates field data with the given number of fields; the same seed and owner give the same
  /// data.
  public static FieldData grow(long seed, String owner, int fieldCount) {
    return from(new GeneratedFieldData(seed, owner, fieldCount, GeneratedFieldData.Style.MIXED));
  }

  /// Generates field data in which field names are unique and no field is archived.
  public static FieldData growPlain(long seed, String owner, int fieldCount) {
    return from(new GeneratedFieldData(seed, owner, fieldCount, GeneratedFieldData.Style.PLAIN));
  }

  public int countClients(Shown shown) {
    return clients.count(Tallies.records(shown));
  }

  public int countFarms(Shown shown) {
    return farms.count(Tallies.records(shown));
  }

  public int countFields(Shown shown) {
    return fields.count(Tallies.records(shown));
  }

  public int countBoundaries(Shown shown) {
    return fields.count(Tallies.boundaries(shown));
  }

  public List<ClientRow> clients(Shown shown, int from, int to) {
    return clients.slice(from, to, Tallies.records(shown)).stream().map(Table.Part::row).toList();
  }

  public List<Spot.Farmed> farms(Shown shown, int from, int to) {
    return farms.slice(from, to, Tallies.records(shown)).stream()
        .map(part -> farmed(part.row()))
        .toList();
  }

  public List<Spot> fields(Shown shown, int from, int to) {
    return fields.slice(from, to, Tallies.records(shown)).stream()
        .map(part -> spot(part.row()))
        .toList();
  }

  public List<Spot.Bounded> boundaries(Shown shown, int from, int to) {
    return boundaries(shown, fields.slice(from, to, Tallies.boundaries(shown)));
  }

  /// The number of boundaries in use: not archived, of fields that are not archived.
  public int countBoundariesInUse() {
    return fields.count(Tallies.BOUNDARIES_IN_USE);
  }

  public List<Spot.Bounded> boundariesInUse(int from, int to) {
    return boundaries(Shown.ACTIVE, fields.slice(from, to, Tallies.BOUNDARIES_IN_USE));
  }

  private List<Spot.Bounded> boundaries(Shown shown, List<Table.Part<FieldRow>> parts) {
    List<Spot.Bounded> found = new ArrayList<>();
    for (Table.Part<FieldRow> part : parts) {
      Spot spot = spot(part.row());
      spot.field().boundaries().stream()
          .filter(boundary -> shown.shows(boundary.archived()))
          .skip(part.from())
          .limit(part.to() - (long) part.from())
          .forEach(boundary -> found.add(new Spot.Bounded(spot, boundary)));
    }
    return found;
  }

  public Optional<ClientRow> findClient(String id) {
    return clients.find(clientSlot(id));
  }

  public Optional<Spot.Farmed> findFarm(String id) {
    return farms.find(farmSlot(id)).map(this::farmed);
  }

  public Optional<Spot> findField(String id) {
    return fields.find(fieldSlot(id)).map(this::spot);
  }

  public List<Spot.Farmed> farmsOf(String clientId) {
    return tree.farms(clientSlot(clientId)).map(this::farmed).toList();
  }

  public List<Spot> fieldsOfFarm(String farmId) {
    return tree.fields(farmSlot(farmId)).map(this::spot).toList();
  }

  public List<Spot> fieldsOfClient(String clientId) {
    return tree.fieldsOfClient(clientSlot(clientId)).map(this::spot).toList();
  }

  /// All records, nested. The result is large for large organizations.
  public List<Client> nested() {
    return tree.nested();
  }

  private Spot.Farmed farmed(FarmRow farm) {
    return new Spot.Farmed(clients.find(farm.client()).orElseThrow(), farm);
  }

  private Spot spot(FieldRow row) {
    Spot.Farmed farmed = farmed(farms.find(row.farm()).orElseThrow());
    return new Spot(farmed.client(), farmed.farm(), row.field());
  }

  private int clientSlot(String id) {
    return newcomers.find("client", id).orElseGet(() -> slot(origin.findClient(id)));
  }

  private int farmSlot(String id) {
    return newcomers.find("farm", id).orElseGet(() -> slot(origin.findFarm(id)));
  }

  private int fieldSlot(String id) {
    return newcomers.find("field", id).orElseGet(() -> slot(origin.findField(id)));
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
    Table<ClientRow> more = clients.added(new ClientRow(id, name, false, Span.NONE));
    return new FieldData(origin, more, farms, fields, newcomers.with("client", id, slot));
  }

  public FieldData withFarm(String clientId, String id, String name) {
    int client = clientSlot(clientId);
    int slot = farms.nextSlot();
    Table<FarmRow> more = farms.added(new FarmRow(client, id, name, false, Span.NONE));
    Newcomers noted = newcomers.with("farm", id, slot).withFarm(client, slot);
    return new FieldData(origin, clients, more, fields, noted);
  }

  public FieldData withField(String farmId, Field field) {
    int farm = farmSlot(farmId);
    int slot = fields.nextSlot();
    Table<FieldRow> more = fields.added(new FieldRow(farm, field));
    Newcomers noted = newcomers.with("field", field.id(), slot).withField(farm, slot);
    return new FieldData(origin, clients, farms, more, noted);
  }

  public FieldData withField(String id, UnaryOperator<Field> change) {
    int slot = fieldSlot(id);
    FieldRow row = fields.find(slot).orElseThrow();
    FieldRow changed = new FieldRow(row.farm(), change.apply(row.field()));
    return new FieldData(origin, clients, farms, fields.with(slot, changed), newcomers);
  }

  public FieldData withClient(String id, UnaryOperator<ClientRow> change) {
    int slot = clientSlot(id);
    ClientRow row = change.apply(clients.find(slot).orElseThrow());
    return new FieldData(origin, clients.with(slot, row), farms, fields, newcomers);
  }

  public FieldData withFarm(String id, UnaryOperator<FarmRow> change) {
    int slot = farmSlot(id);
    FarmRow row = change.apply(farms.find(slot).orElseThrow());
    return new FieldData(origin, clients, farms.with(slot, row), fields, newcomers);
  }

  /// Moves a farm, with its fields, to another client.
  public FieldData farmMoved(String farmId, String clientId) {
    int slot = farmSlot(farmId);
    int client = clientSlot(clientId);
    FarmRow row = farms.find(slot).orElseThrow().under(client);
    return new FieldData(
        origin, clients, farms.with(slot, row), fields, newcomers.withFarm(client, slot));
  }

  public FieldData moved(String fieldId, String farmId) {
    int slot = fieldSlot(fieldId);
    int farm = farmSlot(farmId);
    FieldRow row = new FieldRow(farm, fields.find(slot).orElseThrow().field());
    return new FieldData(
        origin, clients, farms, fields.with(slot, row), newcomers.withField(farm, slot));
  }

  public FieldData withoutField(String id) {
    return new FieldData(origin, clients, farms, fields.without(fieldSlot(id)), newcomers);
  }

  /// Removes a field, its farm if that becomes empty, and the client if that becomes empty.
  public FieldData withoutFieldAndEmptyParents(String id) {
    Spot spot = findField(id).orElseThrow();
    FieldData left = withoutField(id);
    left =
        left.fieldsOfFarm(spot.farm().id()).isEmpty() ? left.withoutFarm(spot.farm().id()) : left;
    return left.farmsOf(spot.client().id()).isEmpty()
        ? left.withoutClient(spot.client().id())
        : left;
  }

  /// Removes a farm that has no fields.
  public FieldData withoutFarm(String id) {
    return new FieldData(origin, clients, farms.without(farmSlot(id)), fields, newcomers);
  }

  /// Removes a client that has no farms.
  public FieldData withoutClient(String id) {
    return new FieldData(origin, clients.without(clientSlot(id)), farms, fields, newcomers);
  }
}
