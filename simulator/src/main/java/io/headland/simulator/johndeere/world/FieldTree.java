package io.headland.simulator.johndeere.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Grows clients, farms, fields and boundaries beneath one organization.
final class FieldTree {
  private static final List<String> CLIENTS =
      List.of("Anderson", "Becker", "Carter", "Dahl", "Evans", "Fischer", "Garcia", "Hansen");
  private static final List<String> FARMS =
      List.of("Home Place", "River Farm", "West Eighty", "Schoolhouse", "Upper Farm", "---");
  private static final List<String> FIELDS =
      List.of("North", "South", "East", "West", "Bottom", "Pivot", "Quarter", "Corner", "Ridge");
  private static final int FIELDS_PER_FARM = 4;
  private static final int FARMS_PER_CLIENT = 2;

  private final SplittableRandom chance;

  FieldTree(SplittableRandom chance) {
    this.chance = chance;
  }

  List<Client> grow(String organizationId, int fieldCount) {
    List<Farm> farms = new ArrayList<>();
    for (int made = 0; made < fieldCount; made += FIELDS_PER_FARM) {
      String path = organizationId + "/farm/" + farms.size();
      int count = Math.min(FIELDS_PER_FARM, fieldCount - made);
      farms.add(new Farm(id(path), pick(FARMS), false, fields(path, count)));
    }
    List<Client> clients = new ArrayList<>();
    for (int from = 0; from < farms.size(); from += FARMS_PER_CLIENT) {
      List<Farm> own = farms.subList(from, Math.min(from + FARMS_PER_CLIENT, farms.size()));
      String path = organizationId + "/client/" + clients.size();
      String name = clients.size() == 3 ? "---" : pick(CLIENTS);
      clients.add(new Client(id(path), name, false, own));
    }
    return clients;
  }

  private List<Field> fields(String farmPath, int count) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String path = farmPath + "/field/" + i;
      Instant modified =
          WorldGenerator.STORY_BEGINS.plus(Duration.ofSeconds(chance.nextInt(20_000_000)));
      boolean archived = chance.nextInt(15) == 0;
      String name = pick(FIELDS) + " " + chance.nextInt(1, 100);
      fields.add(new Field(id(path), name, archived, modified, boundaries(path, modified)));
    }
    return fields;
  }

  private List<Boundary> boundaries(String fieldPath, Instant modified) {
    if (chance.nextInt(8) == 0) {
      return List.of();
    }
    double lat = 38 + chance.nextInt(8_000) / 1_000.0;
    double lon = -100 + chance.nextInt(12_000) / 1_000.0;
    double side = 0.002 + chance.nextInt(60) / 10_000.0;
    List<Boundary.Ring> rings = new ArrayList<>();
    rings.add(new Boundary.Ring(true, true, square(lat, lon, side)));
    if (chance.nextInt(4) == 0) {
      rings.add(new Boundary.Ring(false, false, square(lat + side / 3, lon + side / 3, side / 8)));
    }
    return List.of(
        new Boundary(
            id(fieldPath + "/boundary/0"),
            "Boundary",
            "HandDrawn",
            true,
            false,
            chance.nextBoolean(),
            modified,
            modified,
            rings));
  }

  private static List<Boundary.Point> square(double lat, double lon, double side) {
    return List.of(
        point(lat, lon),
        point(lat, lon + side),
        point(lat + side, lon + side),
        point(lat + side, lon),
        point(lat, lon));
  }

  private static Boundary.Point point(double lat, double lon) {
    return new Boundary.Point(
        Math.round(lat * 1_000_000) / 1_000_000.0, Math.round(lon * 1_000_000) / 1_000_000.0);
  }

  private static String id(String path) {
    return Minter.uuid(path).toString();
  }

  private String pick(List<String> words) {
    return words.get(chance.nextInt(words.size()));
  }
}
