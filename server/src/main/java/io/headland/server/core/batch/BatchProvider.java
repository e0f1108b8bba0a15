package io.headland.server.core.batch;

import io.headland.server.platform.id.NamedConstant;

/// The origin of an archive as given by the client, with Leaf's names. They differ from those of
/// providers with credentials.
public enum BatchProvider implements NamedConstant {
  /// The format is to be detected.
  OTHER("Other"),
  LEAF("Leaf"),
  CLIMATE_FIELD_VIEW("ClimateFieldView"),
  CNHI("CNHI"),
  JOHN_DEERE("JohnDeere"),
  TRIMBLE("Trimble"),
  AG_LEADER("AgLeader"),
  FARMOBILE("Farmobile"),
  PRECISION_PLANTING("PrecisionPlanting");

  private final String wireName;

  BatchProvider(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
