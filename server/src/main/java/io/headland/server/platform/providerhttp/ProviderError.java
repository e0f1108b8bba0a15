package io.headland.server.platform.providerhttp;

import io.headland.server.platform.config.Secret;
import java.util.Collection;

/// The error in the body of a failed response, for support staff. Bounded in length, and without
/// the secrets known at its creation.
///
/// @param code symbolic, for example OAuth's `invalid_grant`; blank when there is none
/// @param description of the provider; blank when there is none
public record ProviderError(String code, String description) {
  public static final ProviderError NONE = new ProviderError("", "");

  private static final int LONGEST_CODE = 64;
  private static final int LONGEST_DESCRIPTION = 500;

  /// An error for display: secrets, and words that are part of one, are masked before the text is
  /// truncated.
  ///
  /// @param secrets to be masked
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
