package io.headland.server.engine.sync;

import io.headland.simulator.johndeere.world.Switches;

/// The same with the alternative plausible behaviour of John Deere.
class FieldSendContraryIT extends FieldSendIT {
  @Override
  Switches switches() {
    return Switches.contrary();
  }
}
