/// The calls of a provider application: how many may be made, over all nodes, and how many were.
///
/// All API owners whose credentials name the same application share one rate, since the provider
/// counts them together. Each node takes from the shared bucket in batches and hands out in turns:
/// by API owner, then by Leaf user. What cannot be known is no leave to call: whoever asks while
/// the database is away is held back.
@NullMarked
package io.headland.server.budget;

import org.jspecify.annotations.NullMarked;
