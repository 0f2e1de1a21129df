@NullMarked
package dev.sarraf.db;

import org.jspecify.annotations.NullMarked;
