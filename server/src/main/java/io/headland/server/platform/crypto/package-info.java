/// The master key, encryption of values in rows, and digests.
@NullMarked
package io.headland.server.platform.crypto;

import org.jspecify.annotations.NullMarked;
