@NullMarked
package dev.sarraf.catalog;

import org.jspecify.annotations.NullMarked;
