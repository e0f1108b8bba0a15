/// The HTTP client for addresses that API owners configure. Addresses of private networks are
/// denied.
@NullMarked
package io.headland.server.platform.safehttp;

import org.jspecify.annotations.NullMarked;
