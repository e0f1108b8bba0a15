/// Sends fields that were created through the API to providers: Leaf's field upload to a provider.
@NullMarked
package io.headland.server.send;

import org.jspecify.annotations.NullMarked;
