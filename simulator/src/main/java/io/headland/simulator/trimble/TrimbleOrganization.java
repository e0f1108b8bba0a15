package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.FieldData;

/// An organization of one user.
///
/// @param id a GUID
/// @param authorized whether the user has ticked it for the application
public record TrimbleOrganization(
    String id,
    String userName,
    String name,
    String timezoneName,
    String currencyCode,
    boolean metric,
    boolean authorized,
    FieldData fieldData) {
  TrimbleOrganization withName(String other) {
    return new TrimbleOrganization(
        id, userName, other, timezoneName, currencyCode, metric, authorized, fieldData);
  }

  TrimbleOrganization authorized(boolean shown) {
    return new TrimbleOrganization(
        id, userName, name, timezoneName, currencyCode, metric, shown, fieldData);
  }

  public TrimbleOrganization withFieldData(FieldData other) {
    return new TrimbleOrganization(
        id, userName, name, timezoneName, currencyCode, metric, authorized, other);
  }
}
