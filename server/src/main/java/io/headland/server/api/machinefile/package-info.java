/// Machine files: their list, their results, and the files with their points.
@NullMarked
package io.headland.server.api.machinefile;

import org.jspecify.annotations.NullMarked;
