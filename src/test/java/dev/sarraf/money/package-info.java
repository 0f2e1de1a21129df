/// Tests of amounts.
@NullMarked
package dev.sarraf.money;

import org.jspecify.annotations.NullMarked;
