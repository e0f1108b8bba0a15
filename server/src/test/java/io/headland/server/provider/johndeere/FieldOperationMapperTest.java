package io.headland.server.provider.johndeere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.providerhttp.ResponseBody;
import io.headland.server.provider.FieldOperationRecord;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Operator;
import io.headland.server.provider.FieldOperationRecord.Total;
import io.headland.server.provider.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldOperationMapperTest {
  private final FieldOperationMapper mapper = new FieldOperationMapper();

  @Test
  void readsTheMachinesWithTheirOperators() {
    assertThat(
            machines(
                """
                [{"vin": "1H0S770SAB0000001", "GUID": "g", "operators": [{"operatorId": "7", "name": "Kim Larsen"}]}]
                """))
        .containsExactly(
            new Machine("1H0S770SAB0000001", List.of(new Operator("7", "Kim Larsen"))));
  }

  @Test
  void acceptsMachinesWithoutSerialNumberAndOperatorsWithoutId() {
    assertThat(
            machines(
                """
                [{"GUID": "g"}, {"vin": "---", "operators": [{"name": "Kim Larsen"}, {"operatorId": null}, null]}, null]
                """))
        .containsExactly(
            new Machine("", List.of()), new Machine("", List.of(new Operator("", "Kim Larsen"))));
  }

  @Test
  void hasNoMachinesWithoutTheMember() {
    assertThat(machines("null")).isEmpty();
  }

  @Test
  void omitsOperationsWithoutAnId() {
    assertThat(records("{\"values\": [{\"fieldOperationType\": \"harvest\"}]}")).isEmpty();
  }

  @Test
  void theMaterialThatWasIntendedIsNoTotal() {
    assertThat(
            records(
                    """
                    {"values": [{"id": "1", "measurementTypes": [
                      {"measurementName": "SeedingRateTarget", "measurementCategory": "Target",
                       "area": {"value": 21, "unitId": "ha"}, "totalMaterial": {"value": 900, "unitId": "seeds"}},
                      {"measurementName": "SeedingRate", "measurementCategory": "Prescription",
                       "totalMaterial": {"value": 950, "unitId": "seeds"}},
                      {"measurementName": "SeedingRateResult", "measurementCategory": "Result",
                       "area": {"value": 20, "unitId": "ha"}, "totalMaterial": {"value": 800, "unitId": "seeds"}}]}]}
                    """)
                .getFirst()
                .totals())
        .containsExactly(new Total("area", 20, "ha"), new Total("totalMaterial", 800, "seeds"));
  }

  private List<Machine> machines(String json) {
    return records(
            "{\"values\": [{\"id\": \"1\", \"fieldOperationMachines\": %s}]}".formatted(json))
        .getFirst()
        .machines();
  }

  private List<FieldOperationRecord> records(String json) {
    var read =
        (Reading.Read<ListingPage<FieldOperationRecord>>)
            mapper.page(new ResponseBody(json.getBytes(UTF_8)));
    return read.content().records();
  }
}
