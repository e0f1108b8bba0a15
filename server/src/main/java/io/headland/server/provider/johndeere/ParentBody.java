package io.headland.server.provider.johndeere;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client or a farm as John Deere writes it, as far as it is read.
///
/// @param clientUri of a farm; lacking in older answers
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
