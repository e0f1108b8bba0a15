/// Tasks of db-scheduler, and background loops with their supervision.
@NullMarked
package io.headland.server.platform.tasks;

import org.jspecify.annotations.NullMarked;
