/// The stored records of an organization, for comparison with the listings of its provider.
@NullMarked
package io.headland.server.core.preview;

import org.jspecify.annotations.NullMarked;
