/// The server as a separate process: its start, and the resources it uses.
@NullMarked
package io.headland.bench.server;

import org.jspecify.annotations.NullMarked;
