/// Explanations why a record is listed or not.
@NullMarked
package io.headland.server.api.explain;

import org.jspecify.annotations.NullMarked;
