@NullMarked
package io.headland.demo;

import org.jspecify.annotations.NullMarked;
