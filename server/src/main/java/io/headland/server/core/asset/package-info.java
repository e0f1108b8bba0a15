/// Machines, implements and operators.
@NullMarked
package io.headland.server.core.asset;

import org.jspecify.annotations.NullMarked;
