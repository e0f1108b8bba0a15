package io.headland.bench.soak.check;

/// What a client knows about a write after its response.
public enum Outcome {
  /// A response with a status of 200 to 299.
  ACKNOWLEDGED,

  /// A response stating that the write was not made, or no connection.
  REFUSED,

  /// No response, or one stating that it is unknown whether the write was made.
  UNCERTAIN
}
