/// Server, its database and a simulated provider in one process: to be tried out by hand, or to
/// play the whole story and say whether it held.
@NullMarked
package io.headland.demo;

import org.jspecify.annotations.NullMarked;
