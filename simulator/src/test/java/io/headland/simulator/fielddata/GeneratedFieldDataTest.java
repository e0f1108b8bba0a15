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
    FieldData fieldData = FieldData.generate(7, "42", 1_000);

    assertThat(fieldData.countFields(ArchiveFilter.ALL)).isEqualTo(1_000);
    assertThat(fieldData.countFarms(ArchiveFilter.ALL)).isEqualTo(40);
    assertThat(fieldData.countClients(ArchiveFilter.ALL)).isEqualTo(10);
    assertThat(
            fieldData.fieldsOfFarm(fieldData.farms(ArchiveFilter.ALL, 3, 4).getFirst().farm().id()))
        .hasSize(25);
  }

  @Test
  void countsAndCutsEveryListAsAWalkDoes() {
    FieldData fieldData = changed(FieldData.generate(7, "42", 2_000));

    for (ArchiveFilter archiveFilter : ArchiveFilter.values()) {
      List<String> all = ids(fieldData.fields(archiveFilter, 0, Integer.MAX_VALUE));
      List<String> walked = new ArrayList<>();
      for (int from = 0; from < all.size() + 50; from += 37) {
        walked.addAll(ids(fieldData.fields(archiveFilter, from, from + 37)));
      }
      assertThat(walked)
          .isEqualTo(all)
          .hasSize(fieldData.countFields(archiveFilter))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void countsBoundariesOfArchivedFieldsToo() {
    FieldData fieldData = changed(FieldData.generate(7, "42", 2_000));
    long expected =
        fieldData.nested().stream()
            .flatMap(client -> client.farms().stream())
            .flatMap(farm -> farm.fields().stream())
            .mapToLong(field -> field.boundaries().size())
            .sum();

    assertThat(fieldData.countBoundaries(ArchiveFilter.ACTIVE)).isEqualTo((int) expected);
    assertThat(fieldData.boundaries(ArchiveFilter.ACTIVE, 10, 60)).hasSize(50);
  }

  @Test
  void findsEachGeneratedRecordByItsId() {
    FieldData fieldData = FieldData.generate(7, "42", 500);

    for (FieldWithParents fieldWithParents : fieldData.fields(ArchiveFilter.ALL, 0, 500)) {
      assertThat(fieldData.findField(fieldWithParents.field().id())).contains(fieldWithParents);
      assertThat(fieldData.findFarm(fieldWithParents.farm().id()).orElseThrow().farm())
          .isEqualTo(fieldWithParents.farm());
      assertThat(fieldData.findClient(fieldWithParents.client().id()))
          .contains(fieldWithParents.client());
    }
    assertThat(
            fieldData.findField(
                FieldData.generate(7, "43", 1)
                    .fields(ArchiveFilter.ALL, 0, 1)
                    .getFirst()
                    .field()
                    .id()))
        .isEmpty();
    assertThat(fieldData.findField("no uuid")).isEmpty();
  }

  @Test
  void leavesEarlierVersionsAsTheyWere() {
    FieldData before = FieldData.generate(7, "42", 300);
    List<String> ids = ids(before.fields(ArchiveFilter.ALL, 0, 300));
    FieldData after = before.withoutField(ids.getFirst());

    assertThat(before.countFields(ArchiveFilter.ALL)).isEqualTo(300);
    assertThat(after.countFields(ArchiveFilter.ALL)).isEqualTo(299);
    assertThat(ids(after.fields(ArchiveFilter.ALL, 0, 1))).containsExactly(ids.get(1));
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

  private static FieldData changed(FieldData fieldData) {
    FieldData changed = fieldData;
    List<String> ids = ids(fieldData.fields(ArchiveFilter.ALL, 0, 600));
    String farm = fieldData.farms(ArchiveFilter.ALL, 70, 71).getFirst().farm().id();
    for (int i = 0; i < 200; i++) {
      changed = changed.withoutField(ids.get(i * 3));
      changed = changed.moved(ids.get(i * 3 + 1), farm);
      Field fresh = new Field("new-" + i, "New", i % 2 == 0, Instant.EPOCH, List.of());
      changed = changed.withField(farm, fresh);
    }
    return changed;
  }

  private static List<String> ids(List<FieldWithParents> spots) {
    return spots.stream().map(fieldWithParents -> fieldWithParents.field().id()).toList();
  }
}
