package io.headland.server.provider;

import java.util.function.Function;

/// The result of reading a body.
public sealed interface Reading<T> {
  record Read<T>(T content) implements Reading<T> {}

  /// `reason` describes the error in the form and quotes no content.
  record Unreadable<T>(String reason) implements Reading<T> {}

  /// Transforms the content, if there is any.
  default <U> Reading<U> then(Function<T, Reading<U>> step) {
    return switch (this) {
      case Unreadable(String reason) -> new Unreadable<>(reason);
      case Read(T content) -> step.apply(content);
    };
  }

  default <U> Reading<U> map(Function<T, U> step) {
    return then(content -> new Read<>(step.apply(content)));
  }
}
