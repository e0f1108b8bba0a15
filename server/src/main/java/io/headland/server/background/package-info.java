/// Work that runs in the background at a fixed pause: one supervisor starts each loop, restarts it
/// after any failure and says which ones do not run. Tasks of the scheduler, which are shared
/// between nodes, are not started here.
@NullMarked
package io.headland.server.background;

import org.jspecify.annotations.NullMarked;
