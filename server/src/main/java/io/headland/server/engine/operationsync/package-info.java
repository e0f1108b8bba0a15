/// The sync of field operations from providers.
@NullMarked
package io.headland.server.engine.operationsync;

import org.jspecify.annotations.NullMarked;
