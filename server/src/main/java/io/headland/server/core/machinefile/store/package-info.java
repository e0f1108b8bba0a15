/// Machine files in the database.
@NullMarked
package io.headland.server.core.machinefile.store;

import org.jspecify.annotations.NullMarked;
