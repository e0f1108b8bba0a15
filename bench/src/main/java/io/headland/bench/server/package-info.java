/// The server as a process of its own: how it is started, and what it uses.
@NullMarked
package io.headland.bench.server;

import org.jspecify.annotations.NullMarked;
