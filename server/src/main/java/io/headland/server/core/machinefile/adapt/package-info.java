/// Exports in the form of the ADAPT Standard of AgGateway.
@NullMarked
package io.headland.server.core.machinefile.adapt;

import org.jspecify.annotations.NullMarked;
