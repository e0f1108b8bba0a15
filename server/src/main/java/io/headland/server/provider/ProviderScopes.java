package io.headland.server.provider;

import java.util.List;

/// The scopes of a provider.
public interface ProviderScopes {
  /// For a provider whose scopes do not distinguish what is read.
  ProviderScopes NONE = (_, _) -> List.of();

  /// The scopes that reading field data and `reads` requires, and that `granted` neither contains
  /// nor includes.
  List<String> missing(AdditionalReads reads, List<String> granted);

  /// Whether the granted scopes permit reading `reads`, as far as it is known which were granted.
  default boolean permit(AdditionalReads reads, List<String> granted) {
    return granted.isEmpty() || missing(reads, granted).isEmpty();
  }
}
