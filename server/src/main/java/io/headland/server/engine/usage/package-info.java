/// Counts calls to providers in memory and adds them to the database.
@NullMarked
package io.headland.server.engine.usage;

import org.jspecify.annotations.NullMarked;
