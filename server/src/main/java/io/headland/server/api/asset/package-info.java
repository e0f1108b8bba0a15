/// Machines, implements and operators.
@NullMarked
package io.headland.server.api.asset;

import org.jspecify.annotations.NullMarked;
