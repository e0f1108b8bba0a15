/// Log output: formats, limits and redaction of stack traces during outages.
@NullMarked
package io.headland.server.platform.logging;

import org.jspecify.annotations.NullMarked;
