package io.headland.bench.soak.fault;

/// The kinds of faults.
public enum Fault {
  KILL_SERVER("kill -9 of a server"),
  KILL_DATABASE("kill -9 of PostgreSQL"),
  READ_ONLY("read-only database"),
  DISK_FULL("disk full"),
  STALLED_NETWORK("stalled network"),
  PROVIDER_FAILURE("provider failure"),
  CLOCK_JUMP("clock jump");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /// A short text.
  public String text() {
    return text;
  }
}
