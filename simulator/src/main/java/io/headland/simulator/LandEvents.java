package io.headland.simulator;

import io.headland.simulator.johndeere.events.DataSubscriptions;

/// Has John Deere tell what changed beneath one organization. Deere knows no event about clients,
/// farms or organizations.
record LandEvents(String orgId, DataSubscriptions events) implements LandControl.Listener {
  @Override
  public void fieldChanged(String fieldId) {
    events.fieldChanged(orgId, fieldId);
  }

  @Override
  public void boundaryChanged(String fieldId, String boundaryId) {
    events.boundaryChanged(orgId, fieldId, boundaryId);
  }
}
