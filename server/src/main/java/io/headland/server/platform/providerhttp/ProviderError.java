package io.headland.server.platform.providerhttp;

import io.headland.server.platform.config.Secret;
import java.util.Collection;

/// What the body of a failed answer says, for support staff. Bounded in length, and free of secrets
/// that were known when it was made.
///
/// @param code symbolic, for example OAuth's `invalid_grant`; blank when there is none
/// @param description in the provider's words; blank when there is none
public record ProviderError(String code, String description) {
  public static final ProviderError NONE = new ProviderError("", "");

  private static final int LONGEST_CODE = 64;
  private static final int LONGEST_DESCRIPTION = 500;

  /// An error that may be shown: secrets, and words that are part of one, are masked first, and
  /// only then the text is cut.
  ///
  /// @param secrets that must not be shown
  static ProviderError of(String code, String description, Collection<Secret> secrets) {
    return new ProviderError(
        shown(code, secrets, LONGEST_CODE), shown(description, secrets, LONGEST_DESCRIPTION));
  }

  /// The same without further secrets.
  public ProviderError without(Collection<Secret> secrets) {
    return isNone() ? this : of(code, description, secrets);
  }

  public boolean isNone() {
    return code.isEmpty() && description.isEmpty();
  }

  private static String shown(String text, Collection<Secret> secrets, int longest) {
    String oneLine = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    String masked = Redaction.text(oneLine, secrets);
    return masked.length() <= longest ? masked : masked.substring(0, longest - 1) + '…';
  }
}
