package io.headland.server.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The order of a batch.
class DeliveryPlanTest {

  @Test
  void whatIsSentAgainTakesTurnsWithWhatIsNew() {
    assertThat(DeliveryPlan.alternate(List.of(1, 2), List.of(10, 20, 30, 40)))
        .containsExactly(1, 10, 2, 20, 30, 40);
  }

  @Test
  void eachKeepsItsOwnOrderWhenTheOtherEnds() {
    assertThat(DeliveryPlan.alternate(List.of(1, 2, 3, 4), List.of(10)))
        .containsExactly(1, 10, 2, 3, 4);
    assertThat(DeliveryPlan.alternate(List.of(1, 2), List.of())).containsExactly(1, 2);
    assertThat(DeliveryPlan.alternate(List.of(), List.of(10, 20))).containsExactly(10, 20);
  }
}
