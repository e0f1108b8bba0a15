/// Leaf users.
@NullMarked
package io.headland.server.api.leafuser;

import org.jspecify.annotations.NullMarked;
