package io.headland.server.platform.standby;

/// Whether reads use the standby and, if not, the reason.
public enum StandbyCondition {
  IN_USE("is used for reads"),
  NOT_CHECKED("has not been checked yet"),
  /// More than a second is missing, or the position of the primary could not be read for so long.
  LAGGING("lags behind the primary by more than a second"),
  UNREACHABLE("is not reachable"),
  /// It was promoted, or the address is that of a primary.
  NOT_IN_RECOVERY("is not a standby"),
  OTHER_SYSTEM("is not a standby of this primary: its system identifier differs"),
  /// It has replayed what the primary does not have, and follows a former primary.
  AHEAD("is ahead of the primary, because it follows another one"),
  /// Consecutive transactions may be executed by different servers.
  POOLED("is behind a connection pooler, and has to be connected directly");

  private final String predicate;

  StandbyCondition(String predicate) {
    this.predicate = predicate;
  }

  /// The predicate of a sentence about the standby.
  public String predicate() {
    return predicate;
  }
}
