/// Delivers events to endpoints.
///
/// An endpoint has a position in the feed. One worker at a time delivers its events, batch by
/// batch; the new position, the attempts and the retries are committed in one transaction. After
/// the failure of a node at most one batch is repeated: every event is delivered at least once.
/// Secrets and addresses are not logged.
@NullMarked
package io.headland.server.engine.webhook;

import org.jspecify.annotations.NullMarked;
