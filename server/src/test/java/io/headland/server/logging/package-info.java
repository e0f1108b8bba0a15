@NullMarked
package io.headland.server.logging;

import org.jspecify.annotations.NullMarked;
