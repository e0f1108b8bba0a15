/// Starting syncs and following sync runs.
@NullMarked
package io.headland.server.api.sync;

import org.jspecify.annotations.NullMarked;
