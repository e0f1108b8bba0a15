/// The conversion of uploaded archives, and the merge of machine files into field operations.
@NullMarked
package io.headland.server.engine.machinefile;

import org.jspecify.annotations.NullMarked;
