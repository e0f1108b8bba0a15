@NullMarked
package io.headland.server.persistence;

import org.jspecify.annotations.NullMarked;
