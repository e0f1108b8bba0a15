/// John Deere Operations Center: OAuth refresh and organizations.
@NullMarked
package io.headland.server.provider.johndeere;

import org.jspecify.annotations.NullMarked;
