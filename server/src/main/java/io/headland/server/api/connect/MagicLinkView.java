package io.headland.server.api.connect;

import io.headland.server.core.connect.AppKeyName;
import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.core.connect.MagicLinkSettings;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Added;
import io.headland.server.provider.Provider;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A link in a response. Its address is returned only when the link is created.
record MagicLinkView(
    UUID id,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastAccessedAt,
    UUID leafUserId,
    int maxUsage,
    int usageCount,
    MagicLinkKind widget,
    MagicLinkSettings settings,
    @Nullable List<String> allowedProviders,
    @Nullable String provider,
    @Added List<Key> appKeys,
    @Added @Nullable List<LinkWarning> warnings) {

  /// The app key of a provider.
  record Key(String provider, String appName, String clientEnvironment) {
    static Key of(AppKeyName name) {
      return new Key(name.provider().wireName(), name.appName(), name.clientEnvironment());
    }
  }

  /// A link that was just created.
  ///
  /// @param warnings about images that browsers do not load and providers that are not offered;
  ///   absent when there are none
  record Created(
      UUID id,
      UUID leafUserId,
      URI link,
      Instant expiresAt,
      @Added @Nullable List<LinkWarning> warnings) {
    static Created of(MagicLink link, URI address, List<Provider> leftOut) {
      LeafUserId leafUser = link.leafUser();
      List<LinkWarning> warnings =
          Stream.concat(
                  LinkWarning.ofImages(link.settings()).stream(),
                  leftOut.stream().map(LinkWarning::notOffered))
              .toList();
      return new Created(
          link.id(), leafUser.value(), address, link.expiresAt(), unlessEmpty(warnings));
    }
  }

  static MagicLinkView of(MagicLink link) {
    List<String> providers = link.providers().stream().map(Provider::wireName).toList();
    boolean several = link.kind() == MagicLinkKind.PROVIDER;
    return new MagicLinkView(
        link.id(),
        link.createdAt(),
        link.expiresAt(),
        link.lastAccessedAt(),
        link.leafUser().value(),
        link.maxUsage(),
        link.usageCount(),
        link.kind(),
        link.settings(),
        several ? providers : null,
        several ? null : providers.getFirst(),
        link.keys().stream().map(Key::of).toList(),
        unlessEmpty(LinkWarning.ofImages(link.settings())));
  }

  private static @Nullable List<LinkWarning> unlessEmpty(List<LinkWarning> warnings) {
    return warnings.isEmpty() ? null : warnings;
  }
}
