/// Changes of batches.
@NullMarked
package io.headland.server.usecase.batch;

import org.jspecify.annotations.NullMarked;
