/// The field operations that providers list, and the state of the exports of their points.
@NullMarked
package io.headland.server.core.operationsync;

import org.jspecify.annotations.NullMarked;
