/// Typed identifiers.
@NullMarked
package io.headland.server.platform.id;

import org.jspecify.annotations.NullMarked;
