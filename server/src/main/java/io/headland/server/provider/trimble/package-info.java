/// Trimble Ag Data.
@NullMarked
package io.headland.server.provider.trimble;

import org.jspecify.annotations.NullMarked;
