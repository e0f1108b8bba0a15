package io.headland.server.engine.sync;

import io.headland.simulator.johndeere.world.Switches;

/// The same where John Deere behaves in the other plausible way.
class FieldSendContraryIT extends FieldSendIT {
  @Override
  Switches switches() {
    return Switches.contrary();
  }
}
