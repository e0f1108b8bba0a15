package io.headland.server.provider;

/// Where a fetch goes on.
public sealed interface Cursor {
  /// The beginning, everything wanted.
  record Start() implements Cursor {}

  /// The beginning, but only if something changed since the provider gave out this signature.
  record StartIfChanged(String signature) implements Cursor {}

  /// After a page. The position is the provider's own and means nothing to anybody else.
  record Continue(String position) implements Cursor {}
}
