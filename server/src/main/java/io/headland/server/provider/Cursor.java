package io.headland.server.provider;

/// Where a fetch continues.
public sealed interface Cursor {
  /// The beginning, without a condition.
  record Start() implements Cursor {}

  /// The beginning, on condition that something has changed since the provider returned this
  /// signature.
  record StartIfChanged(String signature) implements Cursor {}

  /// After a page. The position is opaque to callers.
  record Continue(String position) implements Cursor {}
}
