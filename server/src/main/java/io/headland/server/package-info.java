@NullMarked
package io.headland.server;

import org.jspecify.annotations.NullMarked;
