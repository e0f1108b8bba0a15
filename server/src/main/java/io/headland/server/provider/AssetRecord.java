package io.headland.server.provider;

/// A machine, implement or operator of an organization. Texts are blank when the provider does not
/// state them.
///
/// @param id at the provider
/// @param category the type of a machine or implement, for example `Tractor`
/// @param status of an operator
public record AssetRecord(
    String id,
    String name,
    String serialNumber,
    String vin,
    String model,
    String make,
    String category,
    String modelYear,
    String status) {}
