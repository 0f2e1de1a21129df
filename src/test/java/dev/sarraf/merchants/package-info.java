@NullMarked
package dev.sarraf.merchants;

import org.jspecify.annotations.NullMarked;
