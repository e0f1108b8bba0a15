/// The files of the web console.
@NullMarked
package io.headland.server.api.console;

import org.jspecify.annotations.NullMarked;
