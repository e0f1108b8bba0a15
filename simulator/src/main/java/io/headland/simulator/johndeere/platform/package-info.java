/// The `/platform` API of the simulated John Deere: catalog, users, organizations and what lies
/// beneath them, with paging, signatures and errors as recorded traffic has them.
@NullMarked
package io.headland.simulator.johndeere.platform;

import org.jspecify.annotations.NullMarked;
