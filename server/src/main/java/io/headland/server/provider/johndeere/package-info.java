/// John Deere Operations Center.
@NullMarked
package io.headland.server.provider.johndeere;

import org.jspecify.annotations.NullMarked;
