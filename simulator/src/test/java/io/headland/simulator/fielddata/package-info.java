@NullMarked
package io.headland.simulator.fielddata;

import org.jspecify.annotations.NullMarked;
