@NullMarked
package dev.sarraf.money;

import org.jspecify.annotations.NullMarked;
