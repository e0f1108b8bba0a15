package io.headland.server.provider.johndeere;

import java.util.Optional;

/// The state by which changes of an organization's fields are detected.
///
/// @param digest of all fields
/// @param signature that Deere returned with the complete listing; blank for none
record FieldState(FieldDigest digest, String signature) {

  /// Empty for a text that is not a state.
  static Optional<FieldState> parse(String text) {
    int tilde = text.indexOf('~');
    String signature = tilde < 0 ? "" : text.substring(tilde + 1);
    return tilde >= 0 && !ListingSignature.isOne(signature)
        ? Optional.empty()
        : FieldDigest.parse(tilde < 0 ? text : text.substring(0, tilde))
            .map(digest -> new FieldState(digest, signature));
  }

  /// Blank when there is neither a digest nor a signature.
  String toText() {
    if (!signature.isEmpty()) {
      return digest.toText() + "~" + signature;
    }
    return digest.dated() ? digest.toText() : "";
  }
}
