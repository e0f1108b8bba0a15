/// Uploading archives of machine files.
@NullMarked
package io.headland.server.api.batch;

import org.jspecify.annotations.NullMarked;
