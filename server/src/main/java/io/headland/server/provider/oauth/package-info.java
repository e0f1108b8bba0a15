/// Responses of token endpoints (RFC 6749).
@NullMarked
package io.headland.server.provider.oauth;

import org.jspecify.annotations.NullMarked;
