/// The log: SLF4J over logback, set up in code. One line per event, on standard error, never with a
/// token, a password or a body in it.
@NullMarked
package io.headland.server.logging;

import org.jspecify.annotations.NullMarked;
