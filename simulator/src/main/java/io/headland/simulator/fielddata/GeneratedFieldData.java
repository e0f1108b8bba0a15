package io.headland.simulator.fielddata;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// Field data generated from a seed. Records are not stored: each is generated again, with the same
/// content, when it is read.
final class GeneratedFieldData implements FieldDataOrigin {
  private static final Instant STORY_BEGINS = Instant.parse("2025-03-01T08:00:00Z");
  private static final List<String> CLIENTS =
      List.of("Anderson", "Becker", "Carter", "Dahl", "Evans", "Fischer", "Garcia", "Hansen");
  private static final List<String> FARMS =
      List.of("Home Place", "River Farm", "West Eighty", "Schoolhouse", "Upper Farm", "---");
  private static final List<String> FIELDS =
      List.of("North", "South", "East", "West", "Bottom", "Pivot", "Quarter", "Corner", "Ridge");
  private static final int SMALL = 100;

  /// The style of the generated fields.
  enum Style {
    /// One in fifteen is archived, and names may repeat.
    MIXED,
    /// None is archived, and no name repeats.
    PLAIN
  }

  private final long key;
  private final int fieldCount;
  private final Style style;
  private final int fieldsPerFarm;
  private final int farmCount;
  private final int farmsPerClient;
  private final int clientCount;
  private final SlotIds clientIds;
  private final SlotIds farmIds;
  private final SlotIds fieldIds;
  private final SlotIds boundaryIds;

  GeneratedFieldData(long seed, String owner, int fieldCount, Style style) {
    this.key = SlotIds.mix(seed ^ IdGenerator.uuid(owner).getMostSignificantBits());
    this.fieldCount = fieldCount;
    this.style = style;
    this.fieldsPerFarm = fieldCount <= SMALL ? 4 : 25;
    this.farmsPerClient = fieldCount <= SMALL ? 2 : 4;
    this.farmCount = Math.ceilDiv(fieldCount, fieldsPerFarm);
    this.clientCount = Math.ceilDiv(farmCount, farmsPerClient);
    this.clientIds = new SlotIds(owner, "client");
    this.farmIds = new SlotIds(owner, "farm");
    this.fieldIds = new SlotIds(owner, "field");
    this.boundaryIds = new SlotIds(owner, "boundary");
  }

  private ClientRow client(int slot) {
    String name = slot == 3 ? "---" : name(CLIENTS, chance(1, slot), slot);
    int from = slot * farmsPerClient;
    SlotRange own = new SlotRange(from, Math.min(from + farmsPerClient, farmCount));
    return new ClientRow(clientIds.id(slot), name, false, own);
  }

  private FarmRow farm(int slot) {
    int from = slot * fieldsPerFarm;
    SlotRange own = new SlotRange(from, Math.min(from + fieldsPerFarm, fieldCount));
    String name = name(FARMS, chance(2, slot), slot);
    return new FarmRow(slot / farmsPerClient, farmIds.id(slot), name, false, own);
  }

  /// With many records, a number distinguishes those with the same name.
  private static String name(List<String> words, SplittableRandom chance, int slot) {
    String word = pick(words, chance);
    return slot < 8 || word.equals("---") ? word : word + " " + (slot + 1);
  }

  private FieldRow field(int slot) {
    SplittableRandom chance = chance(3, slot);
    boolean archived = isArchived(chance);
    boolean bounded = isBounded(chance);
    Instant modified = STORY_BEGINS.plus(Duration.ofSeconds(chance.nextInt(20_000_000)));
    int number = style == Style.PLAIN ? slot + 1 : chance.nextInt(1, 100);
    String name = pick(FIELDS, chance) + " " + number;
    List<Boundary> boundaries = bounded ? List.of(boundary(slot, chance, modified)) : List.of();
    Field field = new Field(fieldIds.id(slot), name, archived, modified, boundaries);
    return new FieldRow(slot / fieldsPerFarm, field);
  }

  private boolean isArchived(SplittableRandom chance) {
    return chance.nextInt(15) == 0 && style == Style.MIXED;
  }

  private static boolean isBounded(SplittableRandom chance) {
    return chance.nextInt(8) != 0;
  }

  private Boundary boundary(int slot, SplittableRandom chance, Instant modified) {
    boolean irrigated = chance.nextBoolean();
    List<Boundary.Ring> rings = Shapes.generate(chance);
    return new Boundary(
        boundaryIds.id(slot),
        "Boundary",
        "HandDrawn",
        true,
        false,
        irrigated,
        modified,
        modified,
        rings);
  }

  private SplittableRandom chance(int kind, int slot) {
    return new SplittableRandom(SlotIds.mix(key + kind * 0x9E3779B97F4A7C15L + slot));
  }

  private static String pick(List<String> words, SplittableRandom chance) {
    return words.get(chance.nextInt(words.size()));
  }

  @Override
  public Table.Origin<ClientRow> clients() {
    return new Table.Origin<>() {
      @Override
      public int size() {
        return clientCount;
      }

      @Override
      public ClientRow row(int slot) {
        return client(slot);
      }

      @Override
      public int[] count(int slot, Table.Count<ClientRow> count) {
        return EntryCounts.ACTIVE;
      }
    };
  }

  @Override
  public Table.Origin<FarmRow> farms() {
    return new Table.Origin<>() {
      @Override
      public int size() {
        return farmCount;
      }

      @Override
      public FarmRow row(int slot) {
        return farm(slot);
      }

      @Override
      public int[] count(int slot, Table.Count<FarmRow> count) {
        return EntryCounts.ACTIVE;
      }
    };
  }

  @Override
  public Table.Origin<FieldRow> fields() {
    return new Table.Origin<>() {
      @Override
      public int size() {
        return fieldCount;
      }

      @Override
      public FieldRow row(int slot) {
        return field(slot);
      }

      @Override
      public int[] count(int slot, Table.Count<FieldRow> count) {
        SplittableRandom chance = chance(3, slot);
        boolean archived = isArchived(chance);
        return EntryCounts.generated(archived, isBounded(chance));
      }
    };
  }

  @Override
  public OptionalInt findClient(String id) {
    return clientIds.find(id, clientCount);
  }

  @Override
  public OptionalInt findFarm(String id) {
    return farmIds.find(id, farmCount);
  }

  @Override
  public OptionalInt findField(String id) {
    return fieldIds.find(id, fieldCount);
  }
}
