/// Calls to providers by application.
@NullMarked
package io.headland.server.api.usage;

import org.jspecify.annotations.NullMarked;
