package io.headland.server.core.machinefile;

/// The types of field work, with their names in Leaf's API.
public enum OperationType {
  PLANTED("planted", "variety"),
  APPLIED("applied", "product"),
  HARVESTED("harvested", "variety"),
  TILLAGE("tillage", "tillType");

  private final String leafName;
  private final String labelName;

  OperationType(String leafName, String labelName) {
    this.leafName = leafName;
    this.labelName = labelName;
  }

  public String leafName() {
    return leafName;
  }

  /// The name of [PointRow#label] in Leaf's API.
  public String labelName() {
    return labelName;
  }
}
