/// The `/platform` API of the simulated John Deere: catalog, users, organizations and their field
/// data, with paging, signatures and errors as in recorded traffic.
@NullMarked
package io.headland.simulator.johndeere.platform;

import org.jspecify.annotations.NullMarked;
