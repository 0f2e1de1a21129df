/// Names and secrets: prefixed ids, random tokens, the master key and what is derived from it.
@NullMarked
package dev.sarraf.ids;

import org.jspecify.annotations.NullMarked;
