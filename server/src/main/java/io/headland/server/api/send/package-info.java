/// Sending fields that were created through the API to a provider.
@NullMarked
package io.headland.server.api.send;

import org.jspecify.annotations.NullMarked;
