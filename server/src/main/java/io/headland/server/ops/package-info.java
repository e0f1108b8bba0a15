/// Commands for operators: what is on the command line, what is printed, which exit code. Data goes
/// to standard output, talk to standard error; a secret is never an argument.
@NullMarked
package io.headland.server.ops;

import org.jspecify.annotations.NullMarked;
