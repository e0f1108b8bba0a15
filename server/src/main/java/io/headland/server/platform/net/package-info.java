/// Addresses of clients.
@NullMarked
package io.headland.server.platform.net;

import org.jspecify.annotations.NullMarked;
