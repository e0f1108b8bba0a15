/// The master key.
@NullMarked
package io.headland.server.platform.crypto;

import org.jspecify.annotations.NullMarked;
