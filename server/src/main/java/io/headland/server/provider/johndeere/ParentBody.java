package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client or a farm of John Deere, as far as it is read.
///
/// @param clientUri of a farm; absent in older responses
record ParentBody(
    @Nullable String id,
    @Nullable String name,
    @Nullable Boolean archived,
    @Nullable String clientUri,
    @Nullable List<@Nullable LinkBody> links)
    implements Envelope.Item {

  @Override
  public boolean isGone() {
    return Boolean.TRUE.equals(archived) || Envelope.Item.super.isGone();
  }
}
