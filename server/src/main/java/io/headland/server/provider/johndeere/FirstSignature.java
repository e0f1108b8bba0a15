package io.headland.server.provider.johndeere;

import java.util.concurrent.atomic.AtomicReference;

/// The value of the signature header in the first request of a listing. John Deere's documents say
/// blank, its notebook about signatures sends `nil`. What brings no signature is followed by the
/// other one the next time; what brings one is kept.
final class FirstSignature {
  private static final String BLANK = "";
  private static final String NIL = "nil";

  private final AtomicReference<String> value;

  private FirstSignature(String value) {
    this.value = new AtomicReference<>(value);
  }

  /// For the listings whose documents name the header.
  static FirstSignature asDocumented() {
    return new FirstSignature(BLANK);
  }

  /// For the listings that the notebook shows.
  static FirstSignature asInTheNotebook() {
    return new FirstSignature(NIL);
  }

  ListingSignature.First next() {
    return new ListingSignature.First(value.get());
  }

  /// Remembers what an answer of status 200 to a first request had.
  ///
  /// @param given the signature of the answer; blank for none
  void learn(ListingSignature.First sent, String given) {
    if (given.isBlank()) {
      value.compareAndSet(sent.value(), sent.value().equals(NIL) ? BLANK : NIL);
    }
  }
}
