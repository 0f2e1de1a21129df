/// `./sarraf prove`: kills, races and bank faults against real processes over HTTP, and whether the books hold
/// after them.
@NullMarked
package dev.sarraf.cli.prove;

import org.jspecify.annotations.NullMarked;
