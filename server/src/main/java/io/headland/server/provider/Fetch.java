package io.headland.server.provider;

import java.util.List;

/// What one call for a page came to. `signature` is blank when the provider gave none.
public sealed interface Fetch<R> {
  /// There is more behind `next`.
  record More<R>(List<R> records, Cursor next, String signature) implements Fetch<R> {}

  /// The last page of a whole listing.
  record Last<R>(List<R> records, String signature) implements Fetch<R> {}

  /// The last page of a listing that gave fewer records than it says it has, also when asked for
  /// the rest. What it lacks is not gone.
  ///
  /// @param missing how many it says there are and did not give
  record Incomplete<R>(List<R> records, long missing) implements Fetch<R> {}

  /// Nothing changed since the signature of [Cursor.StartIfChanged].
  record Unchanged<R>() implements Fetch<R> {}

  /// Something changed since that signature; what came cannot be told from a part of the whole, so
  /// fetch anew from [Cursor.Start].
  record Changed<R>() implements Fetch<R> {}

  record Failed<R>(ProviderFailure failure) implements Fetch<R> {}
}
