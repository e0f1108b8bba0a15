/// Field operations: the work of one type on one field, merged from the points of machine files.
@NullMarked
package io.headland.server.core.operation;

import org.jspecify.annotations.NullMarked;
