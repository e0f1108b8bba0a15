/// The measurements themselves, each from the preparation to its findings.
@NullMarked
package io.headland.bench.scenario;

import org.jspecify.annotations.NullMarked;
