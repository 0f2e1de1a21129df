@NullMarked
package dev.sarraf.page;

import org.jspecify.annotations.NullMarked;
