package io.headland.server.provider;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses to which a link in a provider's response may redirect: those of the provider's
/// domains with https, and those of its configured hosts. The server does not redirect to any other
/// address.
///
/// @param domains of the provider; their subdomains are included
/// @param configured addresses of the provider in the settings
public record ProviderPages(Set<String> domains, List<URI> configured) {
  public ProviderPages {
    domains = Set.copyOf(domains);
    configured = List.copyOf(configured);
  }

  public boolean contains(URI page) {
    String scheme = lower(page.getScheme());
    String host = lower(page.getHost());
    if (host.isEmpty() || page.getUserInfo() != null) {
      return false;
    }
    boolean ofProvider =
        scheme.equals("https")
            && domains.stream()
                .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    return ofProvider
        || configured.stream()
            .anyMatch(
                address ->
                    lower(address.getScheme()).equals(scheme)
                        && lower(address.getHost()).equals(host));
  }

  private static String lower(@Nullable String text) {
    return Optional.ofNullable(text).orElse("").toLowerCase(Locale.ROOT);
  }
}
