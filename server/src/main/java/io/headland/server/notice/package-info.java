/// Notices: what a provider tells of changes by itself, so that they need not be looked for.
///
/// 1. A notice names a record and never says what it is now: it is read from the provider.
/// 2. A post is answered once its notices are durable, and before anything is asked of the
///    provider.
/// 3. Nobody is believed without the application's authorization and the subscription's token; who
///    lacks either is told what he would be told of an address that does not exist.
/// 4. What is told is gathered for a while and read in one run, which waits for the one under way.
/// 5. Notices only hasten: what no provider told of is found by the regular sync, as ever.
@NullMarked
package io.headland.server.notice;

import org.jspecify.annotations.NullMarked;
