package io.headland.server.engine.sync;

import io.headland.simulator.johndeere.world.Switches;

/// The same, with every switch of the simulator at its alternative.
class FieldDataFailureAlternativesIT extends FieldDataFailureIT {
  @Override
  Switches switches() {
    return Switches.alternatives();
  }
}
