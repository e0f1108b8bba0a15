package io.headland.server.provider.johndeere;

import java.util.concurrent.atomic.AtomicReference;

/// The value of the signature header in the first request of a listing. John Deere's documents use
/// a blank value, its notebook about signatures `nil`. If a value results in no signature, the
/// other one is used the next time; otherwise it is retained.
final class FirstSignature {
  private static final String BLANK = "";
  private static final String NIL = "nil";

  private final AtomicReference<String> value;

  private FirstSignature(String value) {
    this.value = new AtomicReference<>(value);
  }

  /// For the listings with the header in their documents.
  static FirstSignature asDocumented() {
    return new FirstSignature(BLANK);
  }

  /// For the listings in the notebook.
  static FirstSignature asInTheNotebook() {
    return new FirstSignature(NIL);
  }

  ListingSignature.First next() {
    return new ListingSignature.First(value.get());
  }

  /// Evaluates a response of status 200 to a first request.
  ///
  /// @param given the signature of the response; blank for none
  void evaluate(ListingSignature.First sent, String given) {
    if (given.isBlank()) {
      value.compareAndSet(sent.value(), sent.value().equals(NIL) ? BLANK : NIL);
    }
  }
}
