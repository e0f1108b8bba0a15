@NullMarked
package io.headland.server.ops;

import org.jspecify.annotations.NullMarked;
