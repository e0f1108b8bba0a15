package io.headland.server.core.send;

/// A field with the data that a provider requires. Names are blank if there are none.
///
/// @param created whether it was created through the API
/// @param geometry of the active boundary, GeoJSON; blank when there is none
public record CreatedField(boolean created, FieldLink.Names names, String geometry) {}
