/// Syncs that a caller of the field API requests.
@NullMarked
package io.headland.server.usecase.field;

import org.jspecify.annotations.NullMarked;
