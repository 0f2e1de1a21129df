@NullMarked
package dev.sarraf.ids;

import org.jspecify.annotations.NullMarked;
