package io.headland.server.provider.johndeere;

import org.jspecify.annotations.Nullable;

/// A link as John Deere writes it.
record LinkBody(@Nullable String rel, @Nullable String uri) {}
