/// The program: its entry point and the one place where its parts are put together.
@NullMarked
package dev.sarraf;

import org.jspecify.annotations.NullMarked;
