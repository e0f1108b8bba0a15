package io.headland.server.core.asset;

/// The values of an asset that callers may change, by their key in bodies.
public enum AssetColumn {
  NAME("name"),
  SERIAL_NUMBER("serialNumber"),
  VIN("vin"),
  MODEL("model"),
  MAKE("make"),
  CATEGORY("category"),
  MODEL_YEAR("modelYear");

  private final String key;

  AssetColumn(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }
}
