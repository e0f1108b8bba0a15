/// Constructs the features: a module creates the objects of one feature in all layers, starts and
/// closes them.
@NullMarked
package io.headland.server.module;

import org.jspecify.annotations.NullMarked;
