/// Background loops and their supervision.
@NullMarked
package io.headland.server.platform.tasks;

import org.jspecify.annotations.NullMarked;
