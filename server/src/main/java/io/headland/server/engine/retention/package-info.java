/// Deletes rows whose retention has passed.
@NullMarked
package io.headland.server.engine.retention;

import org.jspecify.annotations.NullMarked;
