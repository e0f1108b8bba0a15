package io.headland.server.provider;

import java.util.List;

/// The result of one request for a page.
public sealed interface Fetch<R> {
  /// There are more pages after `next`.
  record More<R>(List<R> records, Cursor next) implements Fetch<R> {}

  /// The last page of a complete listing.
  ///
  /// @param signature of the state that all pages together contain; blank when there is none. A
  ///   signature of the listing before or after its pages were read is not sufficient: if the
  ///   listing changed in between and changed back, it would hide the difference
  record Last<R>(List<R> records, String signature) implements Fetch<R> {}

  /// The last page of a listing that contains fewer records than its total, also after the rest was
  /// requested. Its missing records do not count as removed.
  ///
  /// @param missing the number of missing records
  record Incomplete<R>(List<R> records, long missing) implements Fetch<R> {}

  /// Nothing changed since the signature of [Cursor.StartIfChanged].
  record Unchanged<R>() implements Fetch<R> {}

  /// Something changed since that signature; the response may be partial, so the listing must be
  /// fetched again from [Cursor.Start].
  record Changed<R>() implements Fetch<R> {}

  record Failed<R>(ProviderFailure failure) implements Fetch<R> {}
}
