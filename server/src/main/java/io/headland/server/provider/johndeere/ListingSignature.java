package io.headland.server.provider.johndeere;

import io.headland.server.platform.providerhttp.ResponseHeaders;
import java.util.regex.Pattern;

/// The value of the request header `x-deere-signature`. With it Deere returns the complete list
/// unpaged with a signature; without it, page by page. A 200 without a signature means that the
/// sent one is still valid.
sealed interface ListingSignature {
  String HEADER = "x-deere-signature";

  record Absent() implements ListingSignature {}

  /// Of a first request.
  ///
  /// @param value blank or `nil`
  record First(String value) implements ListingSignature {}

  record Known(String value) implements ListingSignature {}

  /// The form of a signature that can be sent in a header. Deere's have 32 hexadecimal digits.
  Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,256}");

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The signature of a response; blank when there is none that could be sent.
  static String in(ResponseHeaders headers) {
    return headers.findFirst(HEADER).filter(ListingSignature::isOne).orElse("");
  }
}
