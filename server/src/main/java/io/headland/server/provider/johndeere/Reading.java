package io.headland.server.provider.johndeere;

/// What reading a body came to.
sealed interface Reading<T> {
  record Read<T>(T content) implements Reading<T> {}

  /// `why` names what is wrong with the form and quotes nothing.
  record Unreadable<T>(String why) implements Reading<T> {}
}
