/// Field operations: their list, their results, and the files with their points.
@NullMarked
package io.headland.server.api.operation;

import org.jspecify.annotations.NullMarked;
