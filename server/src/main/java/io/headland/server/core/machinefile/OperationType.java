package io.headland.server.core.machinefile;

/// The types of field work, with their names in Leaf's API.
public enum OperationType {
  PLANTED("planted"),
  APPLIED("applied"),
  HARVESTED("harvested"),
  TILLAGE("tillage");

  private final String leafName;

  OperationType(String leafName) {
    this.leafName = leafName;
  }

  public String leafName() {
    return leafName;
  }
}
