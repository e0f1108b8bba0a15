package io.headland.server.provider.johndeere;

import java.util.Optional;

/// By what the state of an organization's fields is known again.
///
/// @param digest of all fields
/// @param signature that Deere gave with the whole listing; blank for none
record FieldState(FieldDigest digest, String signature) {

  /// Empty for what is no state.
  static Optional<FieldState> parse(String text) {
    int tilde = text.indexOf('~');
    String signature = tilde < 0 ? "" : text.substring(tilde + 1);
    return tilde >= 0 && !ListingSignature.isOne(signature)
        ? Optional.empty()
        : FieldDigest.parse(tilde < 0 ? text : text.substring(0, tilde))
            .map(digest -> new FieldState(digest, signature));
  }

  /// Blank when there is nothing to know it by.
  String toText() {
    if (!signature.isEmpty()) {
      return digest.toText() + "~" + signature;
    }
    return digest.dated() ? digest.toText() : "";
  }
}
