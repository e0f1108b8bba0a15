@NullMarked
package io.headland.bench;

import org.jspecify.annotations.NullMarked;
