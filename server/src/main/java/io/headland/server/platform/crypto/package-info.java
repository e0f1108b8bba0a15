/// The master key and digests.
@NullMarked
package io.headland.server.platform.crypto;

import org.jspecify.annotations.NullMarked;
