package io.headland.server.provider;

import java.util.function.Function;

/// What reading a body came to.
public sealed interface Reading<T> {
  record Read<T>(T content) implements Reading<T> {}

  /// `why` names what is wrong with the form and quotes nothing.
  record Unreadable<T>(String why) implements Reading<T> {}

  /// What is made of the content, where there is any.
  default <U> Reading<U> then(Function<T, Reading<U>> step) {
    return switch (this) {
      case Unreadable(String why) -> new Unreadable<>(why);
      case Read(T content) -> step.apply(content);
    };
  }

  default <U> Reading<U> map(Function<T, U> step) {
    return then(content -> new Read<>(step.apply(content)));
  }
}
