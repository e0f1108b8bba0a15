/// The commands of the operator.
@NullMarked
package io.headland.server.cli;

import org.jspecify.annotations.NullMarked;
