package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ResponseHeaders;
import java.util.regex.Pattern;

/// What to say in the request header `x-deere-signature`. With it Deere answers the whole set
/// unpaged and gives a signature; without it, page by page. A 200 without a signature means that
/// the one that was sent is still valid.
sealed interface ListingSignature {
  String HEADER = "x-deere-signature";

  record Unsaid() implements ListingSignature {}

  /// Of a first request.
  ///
  /// @param value blank or `nil`
  record First(String value) implements ListingSignature {}

  record Known(String value) implements ListingSignature {}

  /// What can be a signature, for it goes back in a header. Deere's are 32 hexadecimal digits.
  Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,256}");

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The signature of an answer; blank when there is none that could be sent back.
  static String in(ResponseHeaders headers) {
    return headers.findFirst(HEADER).filter(ListingSignature::isOne).orElse("");
  }
}
