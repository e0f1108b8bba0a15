/// Counts the records of an organization at its provider while a request waits.
@NullMarked
package io.headland.server.engine.preview;

import org.jspecify.annotations.NullMarked;
