package io.headland.simulator.johndeere.world;

import io.headland.simulator.fielddata.FieldData;
import io.headland.simulator.fielddata.IdGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Grows a world with the oddities that real accounts have. The first eight organizations of a user
/// have one special property each, so that even a small world has them; those of the others are
/// random.
final class WorldGenerator {
  static final Instant STORY_BEGINS = Instant.parse("2025-03-01T08:00:00Z");

  private static final List<String> FIRST_WORDS =
      List.of(
          "Prairie",
          "Cedar",
          "Willow",
          "Sunrise",
          "North Fork",
          "Stone",
          "Blue River",
          "Hawk",
          "Maple",
          "Golden",
          "Clear Creek",
          "Red Barn",
          "Oak Hill",
          "Long Valley",
          "Silver",
          "Elk",
          "Fox Run",
          "Harvest",
          "Meadow",
          "Twin Pine");
  private static final List<String> LAST_WORDS =
      List.of(
          "Farms",
          "Acres",
          "Land Co",
          "Family Farm",
          "Growers",
          "Ranch",
          "Ag Partners",
          "Grain",
          "Brothers",
          "Holdings");

  private final WorldSeed seed;
  private final SplittableRandom chance;

  WorldGenerator(WorldSeed seed) {
    this.seed = seed;
    this.chance = new SplittableRandom(seed.seed());
    // One more random number keeps the organizations of earlier versions for the same seed.
    SplittableRandom _ = chance.split();
  }

  World generate() {
    Application application = application();
    World.Builder world = World.builder().application(application);
    Set<String> ids = new LinkedHashSet<>();
    for (int number = 1; number <= seed.users(); number++) {
      Grower grower = grower(number);
      world.grower(grower);
      world.grant(
          new Grant(
              application.clientKey(),
              grower.userName(),
              application.scopes(),
              "rt-" + IdGenerator.digest(seed.seed() + "|grant|" + number).substring(0, 40)));
      String earlierName = "";
      for (int place = 0; place < seed.organizations(); place++) {
        String name = name(place, earlierName);
        earlierName = place == 0 ? name : earlierName;
        world.organization(
            organization(newId(ids), name, place, grower.userName(), application.clientKey()));
      }
    }
    return world.build();
  }

  private Application application() {
    String key = IdGenerator.digest(seed.seed() + "|application");
    return new Application(
        "0oa" + key.substring(0, 14) + "5d7",
        "secret-" + key.substring(14, 46),
        "Demo application",
        List.of(
            "http://localhost:8080/callback",
            "http://127.0.0.1:8080/callback",
            "http://localhost:9090/callback"),
        Application.ALL_SCOPES);
  }

  private Grower grower(int number) {
    String suffix = number == 1 ? "" : Integer.toString(number);
    return new Grower("demo.grower" + suffix, "harvest", "Demo", "Grower" + suffix);
  }

  private String newId(Set<String> taken) {
    while (true) {
      String id = Integer.toString(chance.nextInt(100_000, 9_999_999));
      if (taken.add(id)) {
        return id;
      }
    }
  }

  private String name(int place, String earlier) {
    return switch (place) {
      case 5 -> "---";
      case 6 -> earlier;
      default -> {
        String name = pick(FIRST_WORDS) + " " + pick(LAST_WORDS);
        yield chance.nextInt(40) == 0 ? "---" : name;
      }
    };
  }

  private Organization organization(
      String id, String name, int place, String userName, String clientKey) {
    boolean odd = place >= 8;
    boolean connected = place != 1 && !(odd && chance.nextInt(5) == 0);
    boolean partner = place == 2 || (odd && chance.nextInt(7) == 0);
    boolean dealer = place == 3 || (odd && chance.nextInt(10) == 0);
    boolean poor = place == 4 || (odd && chance.nextInt(10) == 0);
    Organization organization =
        Organization.named(id, name)
            .withType(dealer ? "dealer" : "customer")
            .withMember(userName, !partner)
            .withFieldData(FieldData.generate(seed.seed(), id, seed.fields()))
            .withholding(poor ? List.of("fields", "addField", "boundaries") : List.of());
    Duration age = Duration.ofMinutes(chance.nextInt(500_000));
    return connected ? organization.connected(clientKey, STORY_BEGINS.plus(age)) : organization;
  }

  private String pick(List<String> words) {
    return words.get(chance.nextInt(words.size()));
  }
}
