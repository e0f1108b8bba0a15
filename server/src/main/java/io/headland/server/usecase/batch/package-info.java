/// Changes of batches and of the uploads that become batches.
@NullMarked
package io.headland.server.usecase.batch;

import org.jspecify.annotations.NullMarked;
