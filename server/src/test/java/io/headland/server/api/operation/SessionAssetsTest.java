package io.headland.server.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.summary.OperationSummary.Session;
import io.headland.server.core.operationsync.OperationMachineStore.UsedMachines;
import io.headland.server.provider.FieldOperationRecord.Machine;
import io.headland.server.provider.FieldOperationRecord.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionAssetsTest {
  private static final Instant MORNING = Instant.parse("2026-06-01T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-06-01T18:00:00Z");

  private static final Machinery TRACTOR = new Machinery(2, false, "8R 340", "", "T1");
  private static final Machinery PLANTER = new Machinery(1, true, "1775NT", "", "P1");
  private static final Machinery COMBINE = new Machinery(3, false, "S770", "", "C1");
  private static final Operator ALEX = new Operator("1", "Alex Meyer");
  private static final Operator KIM = new Operator("2", "Kim Larsen");

  @Test
  void theMachineOfAnImplementIsTheOnlyOneOfTheFiles() {
    assertThat(of(List.of(PLANTER, TRACTOR)).machine(session(1))).contains(TRACTOR);
    assertThat(of(List.of(PLANTER, TRACTOR)).implement(session(1))).contains(PLANTER);
    assertThat(of(List.of(PLANTER, TRACTOR, COMBINE)).machine(session(1))).isEmpty();
    assertThat(of(List.of(PLANTER, TRACTOR, COMBINE)).machine(session(3))).contains(COMBINE);
    assertThat(of(List.of(PLANTER, TRACTOR)).implement(session(2))).isEmpty();
    assertThat(of(List.of(PLANTER, TRACTOR)).machine(session(0))).isEmpty();
  }

  @Test
  void theOperatorIsTheOnlyOneOfTheMachineAtThatTime() {
    assertThat(of(List.of(COMBINE), use("C1", ALEX), use("T1", KIM)).operator(session(3)))
        .contains(ALEX);
    assertThat(of(List.of(COMBINE), use("C1", ALEX, KIM)).operator(session(3))).isEmpty();
    assertThat(of(List.of(COMBINE), use("T1", ALEX), use("T2", KIM)).operator(session(3)))
        .isEmpty();
    assertThat(of(List.of(COMBINE)).operator(session(3))).isEmpty();
    UsedMachines later =
        new UsedMachines(
            Optional.of(EVENING), Optional.empty(), List.of(new Machine("C1", List.of(KIM))));
    assertThat(of(List.of(COMBINE), use("C1", ALEX), later).operator(session(3))).contains(ALEX);
  }

  @Test
  void theOnlyMachineThatTheProviderNamesNeedsNoSerialNumber() {
    assertThat(of(List.of(COMBINE), use("", ALEX)).operator(session(3))).contains(ALEX);
    assertThat(of(List.of(), use("C1", ALEX)).operator(session(0))).contains(ALEX);
  }

  private static SessionAssets of(List<Machinery> machinery, UsedMachines... uses) {
    return new SessionAssets(machinery, Map.of(), Map.of(), List.of(uses), Map.of());
  }

  private static UsedMachines use(String serialNumber, Operator... operators) {
    return new UsedMachines(
        Optional.of(MORNING),
        Optional.of(NOON),
        List.of(new Machine(serialNumber, List.of(operators))));
  }

  private static Session session(int machine) {
    return new Session(machine, MORNING.plusSeconds(60), NOON.plusSeconds(60), 10_000);
  }
}
