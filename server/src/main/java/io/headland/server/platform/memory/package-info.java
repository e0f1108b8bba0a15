/// The memory of the process.
@NullMarked
package io.headland.server.platform.memory;

import org.jspecify.annotations.NullMarked;
