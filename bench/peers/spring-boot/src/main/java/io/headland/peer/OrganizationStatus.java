package io.headland.peer;

public enum OrganizationStatus {
  SELECTED,
  PREVIEW,
  BLOCKED
}
