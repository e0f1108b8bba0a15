package io.headland.simulator.fielddata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneratedFieldDataTest {
  @Test
  void spreadsManyFieldsOverFarmsAndClients() {
    FieldData land = FieldData.grow(7, "42", 1_000);

    assertThat(land.countFields(Shown.ALL)).isEqualTo(1_000);
    assertThat(land.countFarms(Shown.ALL)).isEqualTo(40);
    assertThat(land.countClients(Shown.ALL)).isEqualTo(10);
    assertThat(land.fieldsOfFarm(land.farms(Shown.ALL, 3, 4).getFirst().farm().id())).hasSize(25);
  }

  @Test
  void countsAndCutsEveryListAsAWalkDoes() {
    FieldData land = changed(FieldData.grow(7, "42", 2_000));

    for (Shown shown : Shown.values()) {
      List<String> whole = ids(land.fields(shown, 0, Integer.MAX_VALUE));
      List<String> walked = new ArrayList<>();
      for (int from = 0; from < whole.size() + 50; from += 37) {
        walked.addAll(ids(land.fields(shown, from, from + 37)));
      }
      assertThat(walked).isEqualTo(whole).hasSize(land.countFields(shown)).doesNotHaveDuplicates();
    }
  }

  @Test
  void countsBoundariesOfArchivedFieldsToo() {
    FieldData land = changed(FieldData.grow(7, "42", 2_000));
    long expected =
        land.nested().stream()
            .flatMap(client -> client.farms().stream())
            .flatMap(farm -> farm.fields().stream())
            .mapToLong(field -> field.boundaries().size())
            .sum();

    assertThat(land.countBoundaries(Shown.ACTIVE)).isEqualTo((int) expected);
    assertThat(land.boundaries(Shown.ACTIVE, 10, 60)).hasSize(50);
  }

  @Test
  void findsEachGeneratedRecordByItsId() {
    FieldData land = FieldData.grow(7, "42", 500);

    for (Spot spot : land.fields(Shown.ALL, 0, 500)) {
      assertThat(land.findField(spot.field().id())).contains(spot);
      assertThat(land.findFarm(spot.farm().id()).orElseThrow().farm()).isEqualTo(spot.farm());
      assertThat(land.findClient(spot.client().id())).contains(spot.client());
    }
    assertThat(
            land.findField(
                FieldData.grow(7, "43", 1).fields(Shown.ALL, 0, 1).getFirst().field().id()))
        .isEmpty();
    assertThat(land.findField("no uuid")).isEmpty();
  }

  @Test
  void leavesEarlierVersionsAsTheyWere() {
    FieldData before = FieldData.grow(7, "42", 300);
    List<String> ids = ids(before.fields(Shown.ALL, 0, 300));
    FieldData after = before.withoutField(ids.getFirst());

    assertThat(before.countFields(Shown.ALL)).isEqualTo(300);
    assertThat(after.countFields(Shown.ALL)).isEqualTo(299);
    assertThat(ids(after.fields(Shown.ALL, 0, 1))).containsExactly(ids.get(1));
  }

  @Test
  void mapsRememberWhatWasPutAndForgetWhatWasTaken() {
    SplittableRandom chance = new SplittableRandom(3);
    Map<Integer, Integer> plain = new HashMap<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int i = 0; i < 20_000; i++) {
      int key = chance.nextInt(5_000);
      if (chance.nextInt(3) == 0) {
        plain.remove(key);
        map = map.without(key);
      } else {
        plain.put(key, i);
        map = map.with(key, i);
      }
    }
    assertThat(map.size()).isEqualTo(plain.size());
    for (int key = 0; key < 5_000; key++) {
      assertThat(map.find(key).orElse(null)).isEqualTo(plain.get(key));
    }
  }

  private static FieldData changed(FieldData land) {
    FieldData changed = land;
    List<String> ids = ids(land.fields(Shown.ALL, 0, 600));
    String farm = land.farms(Shown.ALL, 70, 71).getFirst().farm().id();
    for (int i = 0; i < 200; i++) {
      changed = changed.withoutField(ids.get(i * 3));
      changed = changed.moved(ids.get(i * 3 + 1), farm);
      Field fresh = new Field("new-" + i, "New", i % 2 == 0, Instant.EPOCH, List.of());
      changed = changed.withField(farm, fresh);
    }
    return changed;
  }

  private static List<String> ids(List<Spot> spots) {
    return spots.stream().map(spot -> spot.field().id()).toList();
  }
}
