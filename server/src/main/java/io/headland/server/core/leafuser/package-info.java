/// Leaf users: the end users of an API owner.
@NullMarked
package io.headland.server.core.leafuser;

import org.jspecify.annotations.NullMarked;
