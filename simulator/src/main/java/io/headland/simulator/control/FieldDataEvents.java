package io.headland.simulator.control;

import io.headland.simulator.johndeere.events.DataSubscriptions;

/// Sends events about the changed records of one organization. John Deere documents no event about
/// organizations.
record FieldDataEvents(String orgId, DataSubscriptions events)
    implements FieldDataControl.Listener {
  @Override
  public void clientChanged(String clientId) {
    events.clientChanged(orgId, clientId);
  }

  @Override
  public void farmChanged(String farmId) {
    events.farmChanged(orgId, farmId);
  }

  @Override
  public void fieldChanged(String fieldId) {
    events.fieldChanged(orgId, fieldId);
  }

  @Override
  public void boundaryChanged(String fieldId, String boundaryId) {
    events.boundaryChanged(orgId, fieldId, boundaryId);
  }
}
