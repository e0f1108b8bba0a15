/// Records the presence of this node.
@NullMarked
package io.headland.server.engine.system;

import org.jspecify.annotations.NullMarked;
