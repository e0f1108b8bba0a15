/// Sync runs: one attempt to bring one Leaf user's copy at one provider up to date.
///
/// At most one run per Leaf user and provider is under way. What a run changed and how it ended are
/// stored in one transaction; a run whose node died is taken over when its lease has passed.
@NullMarked
package io.headland.server.sync;

import org.jspecify.annotations.NullMarked;
