package io.headland.server.core.usage;

import io.headland.server.platform.crypto.Digests;
import io.headland.server.provider.Provider;
import java.util.HexFormat;

/// An application at a provider, without its key.
///
/// @param digest of provider and key: the same for all API owners that use the application
/// @param shownAs a masked form of the key
public record ClientApplication(Provider provider, String digest, String shownAs) {
  private static final int SHOWN_FIRST = 6;
  private static final int SHOWN_LAST = 4;
  private static final int SHOWN_OF_A_SHORT_KEY = 2;

  public static ClientApplication of(Provider provider, String key) {
    return new ClientApplication(
        provider,
        HexFormat.of().formatHex(Digests.sha256(provider.wireName() + ':' + key)),
        mask(key));
  }

  /// A short key is masked further, because both ends would reveal most of it.
  private static String mask(String key) {
    if (key.length() < 2 * (SHOWN_FIRST + SHOWN_LAST)) {
      return key.substring(0, Math.min(SHOWN_OF_A_SHORT_KEY, key.length() / 2)) + '…';
    }
    return key.substring(0, SHOWN_FIRST) + '…' + key.substring(key.length() - SHOWN_LAST);
  }
}
