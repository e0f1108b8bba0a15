package io.headland.server.engine.sync;

import io.headland.simulator.johndeere.world.Switches;

/// The same with the alternative plausible behaviour of John Deere.
class FieldSendAlternativesIT extends FieldSendIT {
  @Override
  Switches switches() {
    return Switches.alternatives();
  }
}
