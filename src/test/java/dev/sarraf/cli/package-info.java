@NullMarked
package dev.sarraf.cli;

import org.jspecify.annotations.NullMarked;
