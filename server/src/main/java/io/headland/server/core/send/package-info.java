/// Links between fields that were created through the API and fields of a provider.
@NullMarked
package io.headland.server.core.send;

import org.jspecify.annotations.NullMarked;
