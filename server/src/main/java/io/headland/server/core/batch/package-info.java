/// Uploaded archives of machine files.
@NullMarked
package io.headland.server.core.batch;

import org.jspecify.annotations.NullMarked;
