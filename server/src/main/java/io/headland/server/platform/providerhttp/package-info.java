/// The HTTP client for calls to providers.
@NullMarked
package io.headland.server.platform.providerhttp;

import org.jspecify.annotations.NullMarked;
